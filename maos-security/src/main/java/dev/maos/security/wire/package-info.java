/**
 * Bytes on the wire and on disk: {@link dev.maos.security.wire.ByteWriter} writes fields, {@link
 * dev.maos.security.wire.ByteReader} reads them back strictly.
 *
 * <pre>
 *   ByteWriter --&gt; bytes --&gt; ByteReader      lengths must fit exactly, nothing may be left over
 * </pre>
 */
package dev.maos.security.wire;

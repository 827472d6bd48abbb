/**
 * The envelope in which content travels: sealed for a recipient, signed by its sender, read
 * strictly.
 *
 * <pre>
 *   EnvelopeHeader (Origin, Target, Place) --- HeaderForm     what everybody sees
 *   Enveloping --- Scheme = HpkeScheme | HybridScheme | OaepScheme
 *        |                    Commitment, Enclosed
 *        +--&gt; bytes --&gt; SealedEnvelope.read                   taken apart, not yet believed
 *   CipherSuite, SignatureKind, EnvelopeKind                  the numbers on the wire
 * </pre>
 *
 * <p>Start with {@link dev.maos.security.envelope.Enveloping}.
 */
package dev.maos.security.envelope;

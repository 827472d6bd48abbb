package dev.maos.security.envelope;

import dev.maos.security.wire.ByteWriter;

/**
 * What is to be hidden: it writes itself to where it is then encrypted, so that it lies nowhere
 * else.
 */
public interface Plaintext {
  /** About how many bytes it has; with less room than it takes it costs a copy. */
  int expectedSize();

  /** Writes all of it, and nothing else. */
  void writeTo(ByteWriter out);
}

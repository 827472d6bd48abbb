package dev.maos.security.envelope;

import dev.maos.security.crypto.Aead;
import dev.maos.security.crypto.KeptCipher;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.Secret;
import dev.maos.security.crypto.SecurityRejectedException;
import java.nio.ByteBuffer;

/** Opens what one sender sealed under a shared key in one session. Thread-safe. */
public final class SharedKeyOpener {
  private final byte[] commitment;
  // Guarded by this.
  private final KeptCipher cipher;

  SharedKeyOpener(Secret derived) {
    this.cipher = new KeptCipher(derived.slice(0, Aead.KEY_SIZE));
    this.commitment = derived.slice(Aead.KEY_SIZE, derived.size()).bytes();
  }

  /**
   * Opens. What was signed is to be {@link Enveloping#verify verified} first.
   *
   * @throws SecurityRejectedException if anything is not what it was
   */
  public byte[] open(SealedEnvelope envelope) {
    if (envelope.suite() != CipherSuite.AES_256_GCM
        || envelope.encapsulation().length != Long.BYTES) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    }
    Commitment.check(commitment, envelope.commitment());
    long counter = ByteBuffer.wrap(envelope.encapsulation()).getLong();
    var plaintext = opened(envelope, counter);
    if (plaintext.length != envelope.header().plaintextLength()) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    }
    return plaintext;
  }

  private synchronized byte[] opened(SealedEnvelope envelope, long counter) {
    return envelope.openedBy(cipher, counter);
  }
}

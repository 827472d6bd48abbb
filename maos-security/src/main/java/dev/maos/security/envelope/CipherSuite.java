package dev.maos.security.envelope;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.security.keys.KeyPurpose;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the content of an envelope is kept from others. The number stands on the wire. */
public enum CipherSuite {
  /**
   * AES-256-GCM under a key that both sides have already, of a session or a topic; nothing
   * asymmetric is done for a message.
   */
  AES_256_GCM(0x0001),
  /** RSA-OAEP with SHA-256, directly: a few hundred bytes at most. */
  RSA_OAEP(0x0002),
  /** AES-256-GCM under a new key, which RSA-OAEP wraps. */
  HYBRID(0x0003),
  /** HPKE with X25519, HKDF-SHA256 and AES-256-GCM. The default. */
  HPKE_X25519(0x0010),
  /** The same with ChaCha20-Poly1305, for machines without hardware for AES. */
  HPKE_X25519_CHACHA(0x0011),
  /**
   * HPKE with X-Wing, which is ML-KEM-768 and X25519 together: what somebody records today stays
   * hidden when a quantum computer breaks X25519. 1,120 bytes longer; not allowed by default.
   */
  HPKE_XWING(0x0020),
  /** Not hidden at all, only signed. */
  SIGNED_CLEAR(0x0030);

  private static final CipherSuite[] ALL = values();

  private final int code;

  CipherSuite(int code) {
    this.code = code;
  }

  /** The number on the wire; it never changes. */
  public int code() {
    return code;
  }

  /** What for a recipient's key must be, if one is needed. */
  public Optional<KeyPurpose> recipientKey() {
    return switch (this) {
      case RSA_OAEP, HYBRID -> Optional.of(KeyPurpose.WRAP);
      case HPKE_X25519, HPKE_X25519_CHACHA -> Optional.of(KeyPurpose.AGREE);
      case HPKE_XWING -> Optional.of(KeyPurpose.AGREE_LASTING);
      case AES_256_GCM, SIGNED_CLEAR -> Optional.empty();
    };
  }

  /** Whether nobody but the recipient can read what is inside. */
  public boolean hides() {
    return this != SIGNED_CLEAR;
  }

  /** The suite of that name in any case, or {@link ErrorCode#INVALID_POLICY}. */
  public static CipherSuite of(String name) {
    for (var suite : ALL) {
      if (suite.name().equals(name.toUpperCase(Locale.ROOT))) {
        return suite;
      }
    }
    throw new InvalidInputException(
        ErrorCode.INVALID_POLICY, "cipher", name, "one of " + Arrays.toString(ALL));
  }

  static CipherSuite ofCode(int code) {
    for (var suite : ALL) {
      if (suite.code == code) {
        return suite;
      }
    }
    throw new MaosException(
        ErrorCode.UNSUPPORTED_SUITE, "cipher suite 0x%04x is not known here".formatted(code));
  }
}

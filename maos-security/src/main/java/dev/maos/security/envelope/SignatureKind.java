package dev.maos.security.envelope;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/** How it is shown that an envelope comes from its sender. The number stands on the wire. */
public enum SignatureKind {
  /**
   * By the tag alone, under a key that only sender and recipient have; only for {@link
   * CipherSuite#AES_256_GCM} between two agents. It convinces nobody else.
   */
  TAG(0),
  /** By a signature over the envelope. */
  ED25519(1),
  /** By one signature over many envelopes, and the way from this one to the root of their tree. */
  ED25519_TREE(3);

  private final int code;

  SignatureKind(int code) {
    this.code = code;
  }

  /** The number on the wire; it never changes. */
  public int code() {
    return code;
  }

  static SignatureKind ofCode(int code) {
    for (var kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new MaosException(
        ErrorCode.UNSUPPORTED_SUITE, "signature %d is not known here".formatted(code));
  }
}

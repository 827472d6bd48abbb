package dev.maos.security.keys;

/** What a key is for; one key is for one thing. */
public enum KeyPurpose {
  /** To sign with: Ed25519. */
  SIGN(1),
  /** To agree on secrets with: X25519. */
  AGREE(2),
  /** To wrap secrets for: RSA of 2048 bits and more. */
  WRAP(3),
  /** To agree on secrets that shall last beyond quantum computers: X-Wing. */
  AGREE_LASTING(4);

  private final int code;

  KeyPurpose(int code) {
    this.code = code;
  }

  /** The number that stands for it in files; it never changes. */
  int code() {
    return code;
  }
}

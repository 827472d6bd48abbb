package dev.maos.security.keys;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** The refusal of what should be a public key; the bytes are not repeated, they may be private. */
final class KeyRefusal {
  private static final String ALLOWED =
      "PEM of a PUBLIC KEY or CERTIFICATE: Ed25519, X25519, or RSA of 2048 to 8192 bits";

  private KeyRefusal() {}

  static InvalidInputException of(String what) {
    return new InvalidInputException(ErrorCode.INVALID_PUBLIC_KEY, "public key", what, ALLOWED);
  }
}

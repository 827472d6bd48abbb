package dev.maos.security.tokens;

import dev.maos.security.crypto.Digests;
import dev.maos.security.keys.PublicKeyInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The thumbprint of an Ed25519 key: SHA-256 of its JSON in the one form of RFC 7638 and 8037. */
final class Thumbprint {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Thumbprint() {}

  static String of(PublicKeyInfo key) {
    return of(key.raw());
  }

  static String of(byte[] raw) {
    var json =
        "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}".formatted(BASE64.encodeToString(raw));
    return BASE64.encodeToString(Digests.sha256(json.getBytes(StandardCharsets.US_ASCII)));
  }
}

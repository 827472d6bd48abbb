package dev.maos.security.keys;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.security.crypto.Digests;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The name of a public key: the first 16 bytes of the SHA-256 of its SubjectPublicKeyInfo.
 *
 * <p>Written as 32 hexadecimal digits in lower case. Immutable.
 */
public record KeyId(long high, long low) {
  /** The length in bytes. */
  public static final int SIZE = 16;

  /** The id of no key, where an envelope needs none. */
  public static final KeyId NONE = new KeyId(0, 0);

  private static final int DIGITS = 2 * SIZE;

  static KeyId ofSpki(byte[] spki) {
    return of(Digests.sha256(spki));
  }

  /** The id in the first 16 of these bytes. */
  public static KeyId of(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    return new KeyId(in.getLong(), in.getLong());
  }

  /** The id that is written so; another form is refused with {@link ErrorCode#INVALID_ID}. */
  public static KeyId parse(String text) {
    if (text.length() != DIGITS || !text.chars().allMatch(KeyId::isDigit)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_ID, "key id", text, "32 hexadecimal digits in lower case");
    }
    return of(HexFormat.of().parseHex(text));
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** The 16 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(SIZE).putLong(high).putLong(low).array();
  }

  @Override
  public String toString() {
    var hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}

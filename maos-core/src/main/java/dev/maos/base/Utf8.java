package dev.maos.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Strict conversion between text and UTF-8: what is not well-formed is refused, never replaced. */
final class Utf8 {
  private static final int CHUNK = 1024;

  /** Eight bytes at once; the highest bit of a byte says that it is no ASCII. */
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long NOT_ASCII = 0x8080808080808080L;

  private Utf8() {}

  static byte[] encode(String text) {
    int lone = loneSurrogate(text);
    if (lone >= 0) {
      throw surrogateRefusal(text, lone, "text");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The index of the first half of a surrogate pair without the other half, or -1. */
  static int loneSurrogate(String text) {
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return -1;
  }

  static InvalidInputException surrogateRefusal(String text, int at, String where) {
    return new InvalidInputException(
        ErrorCode.INVALID_UTF8,
        where + " at char offset " + at,
        text.substring(at, at + 1),
        "Unicode text in which surrogates come in pairs");
  }

  /** Refuses bytes that are not UTF-8, naming the byte offset. */
  static void check(byte[] bytes, int offset, int size) {
    int end = offset + size;
    int at = offset;
    while (at <= end - Long.BYTES && ((long) WORDS.get(bytes, at) & NOT_ASCII) == 0) {
      at += Long.BYTES;
    }
    while (at < end && bytes[at] >= 0) {
      at++;
    }
    if (at < end) {
      decode(ByteBuffer.wrap(bytes, at, end - at), offset);
    }
  }

  private static void decode(ByteBuffer input, int offset) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    var chars = CharBuffer.allocate(CHUNK);
    CoderResult result;
    do {
      chars.clear();
      result = decoder.decode(input, chars, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw refusal(input, offset, result.length());
    }
  }

  private static InvalidInputException refusal(ByteBuffer input, int offset, int length) {
    var bad = new byte[Math.min(length, input.remaining())];
    input.duplicate().get(bad);
    return new InvalidInputException(
        ErrorCode.INVALID_UTF8,
        "payload at byte offset " + (input.position() - offset),
        HexFormat.ofDelimiter(" ").formatHex(bad),
        "well-formed UTF-8");
  }
}

package dev.maos.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The content of a message or event: bytes and what kind they are.
 *
 * <p>Immutable and thread-safe. Two payloads are equal when media type and bytes are. The bytes
 * never show in {@link #toString}.
 */
public final class Payload {
  private static final Payload EMPTY = new Payload(MediaType.BINARY, new byte[0], 0, 0);

  private final MediaType mediaType;
  private final byte[] shared;
  private final int offset;
  private final int size;

  private Payload(MediaType mediaType, byte[] shared, int offset, int size) {
    this.mediaType = Objects.requireNonNull(mediaType, "mediaType");
    this.shared = shared;
    this.offset = offset;
    this.size = size;
  }

  /**
   * The JSON of a record, bean, map, collection, array, string, number, boolean or enum.
   *
   * <p>Refuses, with these codes: objects that are not data, and cycles ({@link
   * ErrorCode#UNSERIALIZABLE_PAYLOAD}), more than 64 levels ({@link ErrorCode#NESTING_TOO_DEEP}),
   * NaN, infinity and numbers of more than 100 characters ({@link ErrorCode#INVALID_NUMBER}), and
   * strings with half a surrogate pair ({@link ErrorCode#INVALID_UTF8}).
   */
  public static Payload of(Object value) {
    return whole(MediaType.JSON, StrictJson.write(Objects.requireNonNull(value, "value")));
  }

  /**
   * A JSON document given as text, checked strictly.
   *
   * <p>Refuses syntax errors, duplicate keys and trailing text ({@link ErrorCode#MALFORMED_JSON}),
   * more than 64 levels ({@link ErrorCode#NESTING_TOO_DEEP}), numbers of more than 100 characters
   * ({@link ErrorCode#INVALID_NUMBER}), and half a surrogate pair ({@link ErrorCode#INVALID_UTF8}).
   */
  public static Payload json(String document) {
    var bytes = Utf8.encode(document);
    StrictJson.check(bytes, 0, bytes.length);
    return whole(MediaType.JSON, bytes);
  }

  /** A JSON document given as UTF-8, which is copied and checked as in {@link #json(String)}. */
  public static Payload json(byte[] utf8) {
    var bytes = utf8.clone();
    StrictJson.check(bytes, 0, bytes.length);
    return whole(MediaType.JSON, bytes);
  }

  /** Text; half a surrogate pair is refused with {@link ErrorCode#INVALID_UTF8}. */
  public static Payload text(String text) {
    return whole(MediaType.TEXT, Utf8.encode(text));
  }

  /** Bytes of a kind that only sender and recipient know; they are copied. */
  public static Payload binary(byte[] bytes) {
    return binary(bytes, MediaType.BINARY);
  }

  /** Bytes of this kind; they are copied, and not checked against the kind. */
  public static Payload binary(byte[] bytes, MediaType mediaType) {
    return whole(mediaType, bytes.clone());
  }

  /** No bytes at all. */
  public static Payload empty() {
    return EMPTY;
  }

  /**
   * A part of an array that is not copied, for codecs.
   *
   * <p>The caller promises that nobody changes this part of the array from now on. The bytes are
   * not checked against the kind.
   *
   * @throws IndexOutOfBoundsException when the part does not lie within the array
   */
  public static Payload withoutCopying(MediaType mediaType, byte[] shared, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, shared.length);
    return new Payload(mediaType, shared, offset, length);
  }

  /** What kind the bytes are. */
  public MediaType mediaType() {
    return mediaType;
  }

  /** How many bytes. */
  public int size() {
    return size;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return Arrays.copyOfRange(shared, offset, offset + size);
  }

  /** The bytes, read-only and without a copy; position 0 is the first. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(shared, offset, size).slice().asReadOnlyBuffer();
  }

  /**
   * Copies all bytes into the target, from index {@code at} on.
   *
   * @throws IndexOutOfBoundsException when they do not fit; the target is then unchanged
   */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(shared, offset, target, at, size);
  }

  /** The bytes as UTF-8 text; refused with {@link ErrorCode#INVALID_UTF8} when they are not. */
  public String text() {
    Utf8.check(shared, offset, size);
    return new String(shared, offset, size, StandardCharsets.UTF_8);
  }

  /**
   * The content as a Java value.
   *
   * <p>JSON becomes a record, bean, map, collection or scalar. Unknown properties are passed over,
   * so that senders can add some; anything else must fit without conversion: {@code "12"} and
   * {@code 1.9} are no {@code int}, and a primitive must be there. Numbers with a fraction that go
   * to an untyped place become {@link java.math.BigDecimal}. Text can be read as {@code
   * String.class}, and content of other kinds as {@code byte[].class}.
   *
   * @throws InvalidInputException {@link ErrorCode#UNREADABLE_PAYLOAD} with the JSON path when the
   *     content does not fit the type, or the codes of {@link #json(byte[])} when it is not JSON
   */
  public <T> T as(Class<T> type) {
    Objects.requireNonNull(type, "type");
    if (mediaType.isJson()) {
      return StrictJson.read(shared, offset, size, type);
    }
    if (type == String.class && mediaType.isText()) {
      return type.cast(text());
    }
    if (type == byte[].class) {
      return type.cast(bytes());
    }
    throw new InvalidInputException(
        ErrorCode.UNREADABLE_PAYLOAD,
        "payload of " + mediaType + " read as",
        type.getTypeName(),
        mediaType.isText() ? "String or byte[]" : "byte[]");
  }

  /** Picks up what lies at the ends of some ways into this document; see {@link JsonPaths}. */
  void scan(JsonPaths.Path root, JsonScan scan) {
    scan.run(shared, offset, offset + size, root);
  }

  /**
   * A hash of media type and bytes that is the same in every JVM.
   *
   * <p>It tells apart what differs by accident, not what an attacker made to look alike.
   */
  public long fingerprint() {
    var high = new CRC32C();
    high.update(shared, offset, size);
    var low = new CRC32();
    low.update(shared, offset, size);
    long kind = mediaType.value().hashCode() * 0x9E3779B97F4A7C15L + size;
    return (high.getValue() << 32 | low.getValue()) ^ kind;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that
        && mediaType.equals(that.mediaType)
        && Arrays.equals(
            shared, offset, offset + size, that.shared, that.offset, that.offset + that.size);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(fingerprint());
  }

  @Override
  public String toString() {
    return "Payload[" + mediaType + ", " + size + " bytes]";
  }

  private static Payload whole(MediaType mediaType, byte[] bytes) {
    return new Payload(mediaType, bytes, 0, bytes.length);
  }
}

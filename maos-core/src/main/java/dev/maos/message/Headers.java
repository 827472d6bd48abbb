package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The user's own fields of a message, in order of their names: at most 64, names of 1 to 128 ASCII
 * letters, digits, '-', '_' or '.', values of at most 4 KiB of UTF-8, 16 KiB in all.
 */
public record Headers(Map<String, String> values) {
  static final int MAX_COUNT = 64;
  static final int MAX_NAME = 128;
  static final int MAX_VALUE = 4 * 1024;
  static final int MAX_TOTAL = 16 * 1024;

  /** No headers. */
  public static final Headers NONE = new Headers(Map.of());

  public Headers {
    if (!values.isEmpty()) {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
      check(values);
    }
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Headers with(String name, String value) {
    var more = new TreeMap<>(values);
    more.put(name, value);
    return new Headers(more);
  }

  private static void check(Map<String, String> values) {
    if (values.size() > MAX_COUNT) {
      throw tooLarge("headers", values.size() + " headers", "at most 64 headers");
    }
    int total = 0;
    for (var header : values.entrySet()) {
      checkName(header.getKey());
      int size = sizeOf(header.getKey(), header.getValue());
      if (size > MAX_VALUE) {
        throw tooLarge("header " + header.getKey(), size + " bytes", "at most 4096 bytes");
      }
      total += header.getKey().length() + size;
    }
    if (total > MAX_TOTAL) {
      throw tooLarge("headers", total + " bytes", "at most 16384 bytes in all");
    }
  }

  /** In UTF-8, which a value with half a surrogate pair has no form in. */
  private static int sizeOf(String name, String value) {
    try {
      return Payload.text(value).size();
    } catch (InvalidInputException refusal) {
      throw refusal.in("header " + name);
    }
  }

  private static void checkName(String name) {
    if (name.length() > MAX_NAME) {
      throw tooLarge("header name", name, "at most 128 characters");
    }
    if (name.isEmpty() || !name.chars().allMatch(Headers::isNameCharacter)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_HEADER, "header name", name, "1-128 letters, digits, '-', '_' or '.'");
    }
  }

  private static boolean isNameCharacter(int c) {
    var letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  }

  private static InvalidInputException tooLarge(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.HEADERS_TOO_LARGE, field, value, allowed);
  }
}

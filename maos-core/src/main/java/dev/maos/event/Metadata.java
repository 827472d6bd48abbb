package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The bounds of an event's metadata. */
final class Metadata {
  private static final int MAX_COUNT = 64;
  private static final int MAX_NAME = 128;
  private static final int MAX_VALUE = 4 * 1024;
  private static final int MAX_TOTAL = 16 * 1024;

  private static final Set<String> OWN =
      Set.of(Hops.NAME, EventTrace.PARENT, EventTrace.STATE, EventGuard.SIGNATURE);

  private Metadata() {}

  /** A checked copy, in order of the names. */
  static Map<String, String> copyOf(Map<String, String> values) {
    if (values.isEmpty()) {
      return Map.of();
    }
    // The layer's own entries take no room, or a full event could not go on.
    long own = OWN.stream().filter(values::containsKey).count();
    if (values.size() - own > MAX_COUNT) {
      throw refusal("metadata", values.size() + " entries", "at most 64 entries");
    }
    var copy = new TreeMap<>(values);
    int total = 0;
    for (var entry : copy.entrySet()) {
      int size = sizeOf(entry.getKey(), entry.getValue());
      total += OWN.contains(entry.getKey()) ? 0 : size;
    }
    if (total > MAX_TOTAL) {
      throw refusal("metadata", total + " bytes", "at most 16384 bytes in all");
    }
    return Collections.unmodifiableMap(copy);
  }

  private static int sizeOf(String name, String value) {
    if (!Texts.isName(name, MAX_NAME)) {
      throw refusal("metadata name", name, "1-128 letters, digits, '-', '_' or '.'");
    }
    try {
      int size = Texts.sizeOf(value);
      if (size > MAX_VALUE) {
        throw refusal("metadata " + name, size + " bytes", "at most 4096 bytes");
      }
      return name.length() + size;
    } catch (InvalidInputException e) {
      throw e.code() == ErrorCode.INVALID_UTF8 ? e.in("metadata " + name) : e;
    }
  }

  private static InvalidInputException refusal(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_METADATA, field, value, allowed);
  }
}

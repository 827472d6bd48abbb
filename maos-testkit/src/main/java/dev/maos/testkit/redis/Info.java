package dev.maos.testkit.redis;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** What a server tells about itself, as names and values. */
record Info(Map<String, String> values) {
  /** Reads lines such as {@code role:master}; other lines are skipped. */
  static Info of(Reply reply) {
    var values = new HashMap<String, String>();
    for (var line : reply.text().lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        values.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return new Info(Map.copyOf(values));
  }

  /** The value, or an empty text where there is none. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  boolean has(String name, String value) {
    return text(name).equals(value);
  }

  long number(String name) {
    return Long.parseLong(text(name));
  }

  /** A value in seconds, as microseconds. */
  long micros(String name) {
    return new BigDecimal(text(name)).movePointRight(6).longValue();
  }
}

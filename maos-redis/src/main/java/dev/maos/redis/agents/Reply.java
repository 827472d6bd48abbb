package dev.maos.redis.agents;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a step of the library returned: a word for how it ended, then its parts. Immutable. */
final class Reply {
  private final List<?> parts;

  Reply(List<?> parts) {
    this.parts = parts;
  }

  /** How it ended. */
  String status() {
    return text(0);
  }

  String text(int part) {
    return new String(bytes(part), StandardCharsets.UTF_8);
  }

  byte[] bytes(int part) {
    return (byte[]) parts.get(part);
  }

  long number(int part) {
    return (Long) parts.get(part);
  }

  Reply list(int part) {
    return new Reply((List<?>) parts.get(part));
  }

  boolean isNumber(int part) {
    return parts.get(part) instanceof Long;
  }

  int size() {
    return parts.size();
  }
}

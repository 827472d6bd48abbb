package dev.maos.redis.link;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a step of a library returned: a word for how it ended, then its parts. Immutable. */
public final class Reply {
  private final List<?> parts;

  /** What came back. */
  public Reply(List<?> parts) {
    this.parts = parts;
  }

  /** How it ended. */
  public String status() {
    return text(0);
  }

  /** A part as text. */
  public String text(int part) {
    return new String(bytes(part), StandardCharsets.UTF_8);
  }

  /** A part as it is. */
  public byte[] bytes(int part) {
    return (byte[]) parts.get(part);
  }

  /** A part that is a number. */
  public long number(int part) {
    return (Long) parts.get(part);
  }

  /** A part that has parts. */
  public Reply list(int part) {
    return new Reply((List<?>) parts.get(part));
  }

  /** Whether a part is a number. */
  public boolean isNumber(int part) {
    return parts.get(part) instanceof Long;
  }

  /** How many parts there are. */
  public int size() {
    return parts.size();
  }
}

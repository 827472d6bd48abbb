package dev.maos.cli;

import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;

/** The content of a message, for people. */
final class Contents {
  private Contents() {}

  /** The text, or if it is none how much there is of what. */
  static String words(Payload payload) {
    var kind = payload.mediaType().value();
    if (kind.startsWith("text/") || kind.contains("json")) {
      try {
        return payload.text();
      } catch (InvalidInputException notUtf8) {
        return bytes(payload);
      }
    }
    return bytes(payload);
  }

  private static String bytes(Payload payload) {
    return "(%s of %s; --json shows them)"
        .formatted(Count.of(payload.size(), "byte"), payload.mediaType());
  }
}

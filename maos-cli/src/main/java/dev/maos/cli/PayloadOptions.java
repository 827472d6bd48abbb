package dev.maos.cli;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** The options that say what kind of content a text is. */
final class PayloadOptions {
  private static final char LOST = '\ufffd';

  @Option(names = "--text", description = "The payload is text, whatever it looks like.")
  private boolean text;

  @Option(
      names = "--json-payload",
      description = "The payload is JSON, and refused if it is not (default: JSON if it can be).")
  private boolean json;

  void check() {
    if (text && json) {
      throw new MaosException(
          ErrorCode.INVALID_USAGE, "--text and --json-payload exclude each other");
    }
  }

  /**
   * The content that a word of the command line is.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} if it is not the JSON that it is
   *     said to be, or if some of it got lost before it came here: Java puts U+FFFD in the place of
   *     what the locale has no character for
   */
  Payload of(String word) {
    if (word.indexOf(LOST) >= 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE,
          "PAYLOAD",
          word,
          "characters of the locale; LC_ALL=C.UTF-8 has all of them");
    }
    return json ? json(word) : of(word.getBytes(StandardCharsets.UTF_8));
  }

  // Of a line of the input that would be a message refused, here it is a wrong command line.
  private static Payload json(String word) {
    try {
      return Payload.json(word);
    } catch (InvalidInputException refused) {
      throw new InvalidInputException(
          ErrorCode.INVALID_USAGE, "PAYLOAD", word, refused.allowed(), refused);
    }
  }

  /** The content that these bytes of UTF-8 are. */
  Payload of(byte[] utf8) {
    if (json) {
      return Payload.json(utf8);
    }
    return text ? text(utf8) : guessed(utf8);
  }

  private static Payload guessed(byte[] utf8) {
    try {
      return Payload.json(utf8);
    } catch (InvalidInputException notJson) {
      return text(utf8);
    }
  }

  private static Payload text(byte[] utf8) {
    // Read once, because bytes that are no UTF-8 are refused only then.
    return Payload.text(Payload.binary(utf8, MediaType.TEXT).text());
  }
}

package dev.maos.registry;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.regex.Pattern;

/**
 * How far somebody has watched, to go on from there later, in another process too. Immutable.
 *
 * @param position in the store's log
 * @param atMicros the store's time
 */
public record WatchCursor(Position position, long atMicros) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})@([0-9]{1,18})");

  /** Reads the text form, or refuses it with {@link ErrorCode#INVALID_ID}. */
  public static WatchCursor parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_ID, "watch cursor", text, "EPOCH-REVISION@MICROS, three numbers");
    }
    return new WatchCursor(
        new Position(Long.parseLong(match.group(1)), Long.parseLong(match.group(2))),
        Long.parseLong(match.group(3)));
  }

  /** The text form. */
  @Override
  public String toString() {
    return position.epoch() + "-" + position.revision() + "@" + atMicros;
  }
}

package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.Locale;

/** The checks of options: a value out of its range names the setting and the range. */
final class Setting {
  private Setting() {}

  static void between(String setting, long value, long least, long most) {
    if (value < least || value > most) {
      throw invalid(
          setting, Long.toString(value), String.format(Locale.ROOT, "%,d to %,d", least, most));
    }
  }

  static void between(String setting, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw invalid(setting, value.toString(), least + " to " + most);
    }
  }

  private static InvalidInputException invalid(String setting, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_SETTING, setting, value, allowed);
  }
}

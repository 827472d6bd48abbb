package dev.maos.registry;

import dev.maos.base.CapabilityName;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/** Checks of what describes an agent, so that all refusals use the same words. */
final class Limit {
  private static final int MAX_WORD = 64;
  private static final String WORD_FORM =
      "1-64 letters, digits, '-', '_', '.', ':' or '/', starting with a letter or digit";

  private Limit() {}

  /** A word by which agents are counted and looked up, such as a type. */
  static void word(String field, String value) {
    if (value.length() > MAX_WORD || !isWord(value)) {
      throw invalid(field, value, WORD_FORM);
    }
  }

  private static boolean isWord(String value) {
    return CapabilityName.isName(value);
  }

  /** Text for people: anything that is Unicode, up to a length. */
  static void text(String field, String value, int least, int most) {
    if (value.length() > most) {
      throw tooLarge(field, value.length() + " characters", "at most " + most + " characters");
    }
    if (value.length() < least) {
      throw invalid(field, value, least + "-" + most + " characters");
    }
    try {
      var _ = Payload.text(value);
    } catch (InvalidInputException refusal) {
      throw refusal.in(field);
    }
  }

  static void count(String field, Collection<?> values, int most) {
    if (values.size() > most) {
      throw tooLarge(field, Integer.toString(values.size()), "at most " + most);
    }
  }

  static void size(String field, long size, int most) {
    if (size > most) {
      throw tooLarge(field, size + " characters", "at most " + most + " characters");
    }
  }

  static void between(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw invalid(
          field, Long.toString(value), String.format(Locale.ROOT, "%,d to %,d", least, most));
    }
  }

  static void setting(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_SETTING, field, value.toString(), least + " to " + most);
    }
  }

  static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_DESCRIPTOR, field, value, allowed);
  }

  private static InvalidInputException tooLarge(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.TOO_LARGE, field, value, allowed);
  }
}

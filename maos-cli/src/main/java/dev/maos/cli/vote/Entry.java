package dev.maos.cli.vote;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value in a file of ballots, and where it is. What it cannot be read as is refused with the
 * place and the value. Immutable.
 */
record Entry(Place place, @Nullable Object value) {
  private static final int MAX_TEXT = 1_000;

  /** Behind the decimal point or in front of it: an exponent must not make a huge number. */
  private static final int MOST_DIGITS = 1_000;

  /** A text that is not longer than anything needs. */
  String text() {
    if (value instanceof String text && text.length() <= MAX_TEXT) {
      return text;
    }
    throw refused("a text of at most 1,000 characters");
  }

  Fields fields() {
    if (value instanceof Map<?, ?> map) {
      return new Fields(place, map);
    }
    throw refused("an object");
  }

  boolean isList() {
    return value instanceof List;
  }

  boolean isFields() {
    return value instanceof Map;
  }

  boolean isNumber() {
    return value instanceof Number;
  }

  List<Entry> list() {
    var entries = new ArrayList<Entry>();
    for (var item : items()) {
      entries.add(new Entry(place.item(entries.size()), item));
    }
    return entries;
  }

  List<?> items() {
    if (value instanceof List<?> list) {
      return list;
    }
    throw refused("a list");
  }

  /** The texts of a list; one text alone is a list of one. */
  List<String> texts() {
    return value instanceof String ? List.of(text()) : list().stream().map(Entry::text).toList();
  }

  boolean flag() {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw refused("true or false");
  }

  int whole(int least, int most) {
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    throw refused(String.format(Locale.ROOT, "a whole number from %,d to %,d", least, most));
  }

  /** A number, exactly as it is written, or the text of a fraction. */
  Fraction fraction() {
    return switch (value) {
      case Integer number -> Fraction.of(number);
      case Long number -> Fraction.of(number);
      case BigInteger number -> Fraction.whole(number);
      case BigDecimal number when Math.abs((long) number.scale()) <= MOST_DIGITS ->
          Fraction.of(number);
      case String text -> fraction(text);
      case null, default -> throw refused("a number or a fraction such as \"2/3\"");
    };
  }

  private Fraction fraction(String text) {
    try {
      return Fraction.parse(text);
    } catch (InvalidInputException e) {
      throw refused(e.allowed());
    }
  }

  /** A word in any case; dashes and underscores do not matter. */
  <E extends Enum<E>> E word(Class<E> type) {
    var all = type.getEnumConstants();
    return Arrays.stream(all)
        .filter(it -> bare(it.name()).equals(bare(text())))
        .findFirst()
        .orElseThrow(() ->
            refused(
                "one of " + Arrays.stream(all).map(Words::of).collect(Collectors.joining(", "))));
  }

  private static String bare(String word) {
    return word.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  InvalidInputException refused(String allowed) {
    return refused(shown(), allowed);
  }

  private String shown() {
    return switch (value) {
      case Map<?, ?> _ -> "an object";
      case List<?> list -> "a list of " + list.size();
      case null, default -> String.valueOf(value);
    };
  }

  InvalidInputException refused(String shown, String allowed) {
    return new InvalidInputException(
        ErrorCode.INVALID_BALLOT_FILE, place.toString(), shown, allowed);
  }
}

package dev.maos.cli;

import java.util.Locale;

/** How many there are of something, in words: "1 file", "2,000 files". */
final class Count {
  private Count() {}

  /** With a word whose plural ends in "s". */
  static String of(long number, String one) {
    return of(number, one, one + "s");
  }

  static String of(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }
}

package dev.maos.cli.vote;

import java.util.Locale;

/** How the names of constants are written in files: {@code TIED_LAST} is {@code tied-last}. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

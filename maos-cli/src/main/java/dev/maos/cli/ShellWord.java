package dev.maos.cli;

/** A word as a shell reads it. */
final class ShellWord {
  private ShellWord() {}

  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

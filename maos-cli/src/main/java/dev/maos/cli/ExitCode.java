package dev.maos.cli;

/** What the command tells the shell. */
final class ExitCode {
  /** It did what was asked. */
  static final int OK = 0;

  /** It could not, or found something wrong. */
  static final int FAILURE = 1;

  /** It did not understand what was asked. */
  static final int USAGE = 2;

  /** Somebody ended it, by Ctrl-C say. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}

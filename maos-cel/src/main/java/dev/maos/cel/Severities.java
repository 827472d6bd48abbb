package dev.maos.cel;

import dev.maos.event.EventSeverity;

/** The numbers that stand for severities in expressions, so that they can be compared. */
final class Severities {
  private Severities() {}

  static long number(EventSeverity severity) {
    return switch (severity) {
      case DEBUG -> 0;
      case INFO -> 1;
      case WARNING -> 2;
      case ERROR -> 3;
      case CRITICAL -> 4;
    };
  }
}

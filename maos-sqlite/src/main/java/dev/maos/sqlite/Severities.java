package dev.maos.sqlite;

import dev.maos.event.EventSeverity;

/** The numbers that severities have in the file, in their order; they stay what they are. */
final class Severities {
  private Severities() {}

  static int number(EventSeverity severity) {
    return switch (severity) {
      case DEBUG -> 0;
      case INFO -> 1;
      case WARNING -> 2;
      case ERROR -> 3;
      case CRITICAL -> 4;
    };
  }

  static EventSeverity of(int number) {
    return switch (number) {
      case 0 -> EventSeverity.DEBUG;
      case 1 -> EventSeverity.INFO;
      case 2 -> EventSeverity.WARNING;
      case 3 -> EventSeverity.ERROR;
      case 4 -> EventSeverity.CRITICAL;
      default -> throw new IllegalArgumentException("severity " + number);
    };
  }
}

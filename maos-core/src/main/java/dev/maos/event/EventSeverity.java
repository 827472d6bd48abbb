package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Arrays;

/** How much an event matters, from least to most. */
public enum EventSeverity {
  /** For those who look for a fault. */
  DEBUG,
  /** The ordinary course of things. */
  INFO,
  /** Somebody should look at it some day. */
  WARNING,
  /** Something failed. */
  ERROR,
  /** Somebody must look at it now. */
  CRITICAL;

  /** The severity of this name, or {@link ErrorCode#INVALID_SEVERITY}. */
  public static EventSeverity of(String name) {
    for (var severity : values()) {
      if (severity.name().equals(name)) {
        return severity;
      }
    }
    throw new InvalidInputException(
        ErrorCode.INVALID_SEVERITY, "severity", name, "one of " + Arrays.toString(values()));
  }
}

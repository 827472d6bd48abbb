package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** How fast a replay goes. */
public sealed interface ReplaySpeed {
  /** As fast as the handler. */
  record Unbound() implements ReplaySpeed {}

  /** In the rhythm in which the events were recorded, so many times faster: 0.001 to 1,000,000. */
  record Times(double factor) implements ReplaySpeed {
    public Times {
      // Written so that NaN is refused too.
      if (!(factor >= 0.001 && factor <= 1_000_000)) {
        throw new InvalidInputException(
            ErrorCode.INVALID_RANGE, "speed", Double.toString(factor), "0.001 to 1,000,000");
      }
    }
  }

  static ReplaySpeed unbound() {
    return new Unbound();
  }

  static ReplaySpeed times(double factor) {
    return new Times(factor);
  }
}

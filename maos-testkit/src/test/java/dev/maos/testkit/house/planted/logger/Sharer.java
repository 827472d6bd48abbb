package dev.maos.testkit.house.planted.logger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Hands its logger on, and uses the library for more than logging. */
public final class Sharer {
  static final Logger OPEN = LoggerFactory.getLogger(Sharer.class);

  public Logger share() {
    MDC.put("shared", "yes");
    return OPEN;
  }
}

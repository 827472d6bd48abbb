package dev.maos.testkit.house.planted.logger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps its logger to itself. */
public final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  public void keep() {
    LOG.info("kept");
  }
}

package dev.maos.consensus;

import dev.maos.base.Announcer;
import java.util.Objects;

/**
 * What consensus is connected to, by whoever opens it. Immutable.
 *
 * @param announcer is told what happens to votes
 * @param herald carries invitations and results to agents
 */
public record Surroundings(Announcer announcer, Herald herald) {
  /** Checks that both are there. */
  public Surroundings {
    Objects.requireNonNull(announcer, "announcer");
    Objects.requireNonNull(herald, "herald");
  }

  /** Consensus by itself: nobody is told. */
  public static Surroundings none() {
    return new Surroundings(Announcer.nobody(), Herald.nobody());
  }

  /** These, with somebody who is told. */
  public Surroundings announcer(Announcer announcer) {
    return new Surroundings(announcer, herald);
  }

  /** These, with somebody who carries messages. */
  public Surroundings herald(Herald herald) {
    return new Surroundings(announcer, herald);
  }
}

package dev.maos.consensus;

import dev.maos.base.Announcer;
import java.util.Objects;

/**
 * What consensus is connected to, by whoever opens it. Immutable.
 *
 * @param announcer is told what happens to votes
 * @param herald carries invitations and results to agents
 * @param guard stands where ballots are cast and read
 */
public record Surroundings(Announcer announcer, Herald herald, BallotGuard guard) {
  /** Checks that all are there. */
  public Surroundings {
    Objects.requireNonNull(announcer, "announcer");
    Objects.requireNonNull(herald, "herald");
    Objects.requireNonNull(guard, "guard");
  }

  /** Consensus by itself: nobody is told, and everybody believed. */
  public static Surroundings none() {
    return new Surroundings(Announcer.nobody(), Herald.nobody(), BallotGuard.open());
  }

  /** These, with somebody who is told. */
  public Surroundings announcer(Announcer announcer) {
    return new Surroundings(announcer, herald, guard);
  }

  /** These, with somebody who carries messages. */
  public Surroundings herald(Herald herald) {
    return new Surroundings(announcer, herald, guard);
  }

  /** These, with a guard. */
  public Surroundings guard(BallotGuard guard) {
    return new Surroundings(announcer, herald, guard);
  }
}

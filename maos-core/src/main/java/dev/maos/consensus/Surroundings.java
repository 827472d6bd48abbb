package dev.maos.consensus;

import dev.maos.base.Announcer;
import dev.maos.base.Tracer;
import java.util.Objects;

/**
 * What consensus is connected to, by whoever opens it. Immutable.
 *
 * @param announcer is told what happens to votes
 * @param herald carries invitations and results to agents
 * @param guard stands where ballots are cast and read
 * @param tracer notes what is proposed and cast
 */
public record Surroundings(Announcer announcer, Herald herald, BallotGuard guard, Tracer tracer) {
  /** Checks that all are there. */
  public Surroundings {
    Objects.requireNonNull(announcer, "announcer");
    Objects.requireNonNull(herald, "herald");
    Objects.requireNonNull(guard, "guard");
    Objects.requireNonNull(tracer, "tracer");
  }

  /** Consensus by itself: nobody is told, and everybody believed. */
  public static Surroundings none() {
    return new Surroundings(Announcer.nobody(), Herald.nobody(), BallotGuard.open(), Tracer.none());
  }

  /** These, with somebody who is told. */
  public Surroundings announcer(Announcer announcer) {
    return new Surroundings(announcer, herald, guard, tracer);
  }

  /** These, with somebody who carries messages. */
  public Surroundings herald(Herald herald) {
    return new Surroundings(announcer, herald, guard, tracer);
  }

  /** These, with a guard. */
  public Surroundings guard(BallotGuard guard) {
    return new Surroundings(announcer, herald, guard, tracer);
  }

  /** These, with somebody who notes what is proposed and cast. */
  public Surroundings tracer(Tracer tracer) {
    return new Surroundings(announcer, herald, guard, tracer);
  }
}

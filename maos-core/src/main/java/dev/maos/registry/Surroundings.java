package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.Announcer;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What a registry is connected to, by whoever opens it. Immutable.
 *
 * @param announcer is told what happens to the agents of this process
 * @param prober asks agents whether they are there
 * @param sensor sees the work of the agents of this process
 * @param excluded who is not picked for the time being, because calling them fails; asked often, so
 *     it must be quick
 * @param guard decides who may register
 */
public record Surroundings(
    Announcer announcer,
    Prober prober,
    LoadSensor sensor,
    Predicate<AgentId> excluded,
    RegistrationGuard guard) {
  private static final Surroundings NONE =
      new Surroundings(
          Announcer.nobody(),
          Prober.none(),
          LoadSensor.blind(),
          agent -> false,
          RegistrationGuard.open());

  /** Checks that all are there. */
  public Surroundings {
    Objects.requireNonNull(announcer, "announcer");
    Objects.requireNonNull(prober, "prober");
    Objects.requireNonNull(sensor, "sensor");
    Objects.requireNonNull(excluded, "excluded");
    Objects.requireNonNull(guard, "guard");
  }

  /** A registry by itself: nobody is told, nothing is seen, everybody may register. */
  public static Surroundings none() {
    return NONE;
  }

  /** These, with somebody who is told. */
  public Surroundings announcer(Announcer announcer) {
    return new Surroundings(announcer, prober, sensor, excluded, guard);
  }

  /** These, with a way to ask agents. */
  public Surroundings prober(Prober prober) {
    return new Surroundings(announcer, prober, sensor, excluded, guard);
  }

  /** These, with somebody who sees work. */
  public Surroundings sensor(LoadSensor sensor) {
    return new Surroundings(announcer, prober, sensor, excluded, guard);
  }

  /** These, with some who are not picked. */
  public Surroundings excluding(Predicate<AgentId> excluded) {
    return new Surroundings(announcer, prober, sensor, excluded, guard);
  }

  /** These, with somebody who decides who may register. */
  public Surroundings guard(RegistrationGuard guard) {
    return new Surroundings(announcer, prober, sensor, excluded, guard);
  }
}

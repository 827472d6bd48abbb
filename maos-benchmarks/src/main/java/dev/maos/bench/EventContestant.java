package dev.maos.bench;

/** A system that brings events to those who want them. */
public interface EventContestant {
  /** Its name in reports. */
  String system();

  /** Whether it can do what the scenario asks. */
  boolean plays(EventScenario scenario);

  /** Opens it with all its subscriptions; what the listening ones get is told to the listeners. */
  EventRun open(EventScenario scenario, Listeners listeners);
}

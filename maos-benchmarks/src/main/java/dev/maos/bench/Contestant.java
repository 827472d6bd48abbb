package dev.maos.bench;

/** A system that is measured: it sets itself up for each scenario that it can play. */
public interface Contestant {
  /** Its name in reports. */
  String system();

  /** Whether it has anything to show in that scenario; the methods below are called only then. */
  boolean plays(Scenario scenario);

  /**
   * Sets up one producer and its consumers for a one-way scenario or for {@link
   * Scenario#IDLE_AGENTS}.
   *
   * @param streams how many there are: four priorities, or the number of agents, or one
   * @param sink where consumers put every payload that they receive
   */
  OneWay oneWay(Scenario scenario, int streams, Sink sink);

  /** Sets up a caller and somebody who answers with the payload that was asked. */
  RoundTrip roundTrip();
}

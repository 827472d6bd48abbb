package dev.maos.bench;

/**
 * What the bare JDK does with the same payloads: a ring from thread to thread, and for many agents
 * a virtual thread and a queue for each. No addresses, no bounds that anybody is told of, no
 * receipts, no acknowledgements.
 */
public final class LimitContestant implements Contestant {
  @Override
  public String system() {
    return "limit";
  }

  @Override
  public boolean plays(Scenario scenario) {
    return scenario != Scenario.ENVELOPE && scenario != Scenario.OBSERVED;
  }

  @Override
  public OneWay oneWay(Scenario scenario, int streams, Sink sink) {
    return scenario == Scenario.IDLE_AGENTS || scenario == Scenario.IDLE_AGENTS_ROUND_ROBIN
        ? new ThreadForEach(streams, sink)
        : new RingOneWay(sink);
  }

  @Override
  public RoundTrip roundTrip() {
    return new RingRoundTrip();
  }
}

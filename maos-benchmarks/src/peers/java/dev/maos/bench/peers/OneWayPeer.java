package dev.maos.bench.peers;

import dev.maos.bench.Contestant;
import dev.maos.bench.OneWay;
import dev.maos.bench.RoundTrip;
import dev.maos.bench.Scenario;
import dev.maos.bench.Sink;

/** A client of a server that carries messages one way: at most once, at least once, or both. */
abstract class OneWayPeer implements Contestant {
  /** Messages that are sent together. */
  static final int PIPELINE = 64;

  /** Entries that are read together. */
  static final int READ = 256;

  /** Entries that a stream keeps: more than can be outstanding. */
  static final int KEPT = 20_000;

  private final String system;

  OneWayPeer(String system) {
    this.system = system;
  }

  @Override
  public final String system() {
    return system;
  }

  @Override
  public boolean plays(Scenario scenario) {
    return scenario == Scenario.AT_LEAST_ONCE || scenario == Scenario.AT_MOST_ONCE;
  }

  @Override
  public final OneWay oneWay(Scenario scenario, int streams, Sink sink) {
    return scenario == Scenario.AT_MOST_ONCE ? atMostOnce(sink) : atLeastOnce(sink);
  }

  abstract OneWay atMostOnce(Sink sink);

  abstract OneWay atLeastOnce(Sink sink);

  @Override
  public final RoundTrip roundTrip() {
    throw new UnsupportedOperationException("plays one way only");
  }
}

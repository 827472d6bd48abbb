package dev.maos.bench;

/**
 * The bus with all that there is to see it: each message carries the context of a trace, and all
 * metrics are read ten times a second, which is more than any scraper does.
 */
public final class ObservedContestant implements Contestant {
  private final String uri;

  /** The bus in memory. */
  public ObservedContestant() {
    this("memory:");
  }

  /** The bus over the backend that the URI names. */
  public ObservedContestant(String uri) {
    this.uri = uri;
  }

  @Override
  public String system() {
    return "maos-observed";
  }

  @Override
  public boolean plays(Scenario scenario) {
    return scenario == Scenario.OBSERVED;
  }

  @Override
  public OneWay oneWay(Scenario scenario, int streams, Sink sink) {
    return MaosOneWay.observed(uri, sink);
  }

  @Override
  public RoundTrip roundTrip() {
    throw new UnsupportedOperationException("it takes part in " + Scenario.OBSERVED.id());
  }
}

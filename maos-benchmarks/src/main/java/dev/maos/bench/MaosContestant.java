package dev.maos.bench;

import dev.maos.message.Guarantee;

/** The bus, through its public interface and with its default options. */
public final class MaosContestant implements Contestant {
  private final String uri;

  /** The bus in memory. */
  public MaosContestant() {
    this("memory:");
  }

  /** The bus over the backend that the URI names. */
  public MaosContestant(String uri) {
    this.uri = uri;
  }

  @Override
  public String system() {
    return "maos";
  }

  @Override
  public boolean plays(Scenario scenario) {
    return true;
  }

  @Override
  public OneWay oneWay(Scenario scenario, int streams, Sink sink) {
    return switch (scenario) {
      case IDLE_AGENTS, IDLE_AGENTS_ROUND_ROBIN -> MaosOneWay.toEachOf(uri, streams, sink);
      case PRIORITY -> MaosOneWay.withPriorities(uri, sink);
      case AT_MOST_ONCE_TOPIC -> MaosOneWay.toTopic(uri, guarantee(scenario), sink);
      default -> MaosOneWay.toOne(uri, guarantee(scenario), sink);
    };
  }

  private static Guarantee guarantee(Scenario scenario) {
    return switch (scenario) {
      case AT_MOST_ONCE, AT_MOST_ONCE_TOPIC -> Guarantee.AT_MOST_ONCE;
      case EXACTLY_ONCE -> Guarantee.EXACTLY_ONCE;
      default -> Guarantee.AT_LEAST_ONCE;
    };
  }

  @Override
  public RoundTrip roundTrip() {
    return new MaosRoundTrip(uri);
  }
}

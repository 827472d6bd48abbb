package dev.maos.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One system in a one-way scenario. Used by one thread. */
final class OneWayRunner implements AutoCloseable {
  private final String system;
  private final Scenario scenario;
  private final BusBenchOptions options;
  private final Server server;
  private final Sink sink;
  private final OneWay way;
  private final Sender sender;
  private final Crowd crowd;
  private final Rounds rounds = new Rounds();
  private final List<Latencies> latencies = new ArrayList<>();
  private boolean closed;

  OneWayRunner(
      Contestant contestant,
      Scenario scenario,
      BusBenchOptions options,
      Server server,
      Sink sink,
      Streams streams) {
    this.system = contestant.system();
    this.scenario = scenario;
    this.options = options;
    this.server = server;
    this.sink = sink;
    int count = options.streams(scenario);
    way = contestant.oneWay(scenario, count, sink);
    var payload = Stamp.blank(options.payloadBytes(), options.seed());
    sender = new Sender(way, sink, streams, count, payload);
    crowd = new Crowd(way, sink, options.callers(), payload);
    options.latencyRates().forEach(rate -> latencies.add(new Latencies()));
  }

  String system() {
    return system;
  }

  void warmUp() throws InterruptedException {
    WarmUp.of(options.warmUp(), time -> saturate(time, Long.MAX_VALUE));
  }

  Round round() throws InterruptedException {
    var before = server.cpuNanos();
    var round =
        scenario == Scenario.IDLE_AGENTS_ROUND_ROBIN
            ? saturate(Duration.ofHours(1), everyAgentsMessages())
            : saturate(options.round(), Long.MAX_VALUE);
    var served =
        before.isPresent()
            ? round.servedWith(server.cpuNanos().orElseThrow() - before.getAsLong())
            : round;
    rounds.add(served);
    return served;
  }

  /** Whether it can be sent to at a rate: a crowd of callers cannot. */
  boolean isPaced() {
    return !isCrowd();
  }

  void warmUpLatency(int rate) throws InterruptedException {
    named(() ->
        sender.pace(
            options.pacing(), options.latencyRates().get(rate), options.warmUp().dividedBy(4)));
  }

  void latencyRound(int rate) throws InterruptedException {
    int perSecond = options.latencyRates().get(rate);
    latencies.get(rate).add(named(() -> sender.pace(options.pacing(), perSecond, options.round())));
  }

  /** What it did. Closes the system first, and looks at everything that arrived until then. */
  BenchRow finish() throws InterruptedException {
    close();
    named(() -> {
      sink.checkComplete(sender.sent() + crowd.sent());
      return sink;
    });
    var rates = new ArrayList<RateRow>();
    for (int i = 0; isPaced() && i < latencies.size(); i++) {
      rates.add(RateRow.of(options.latencyRates().get(i), latencies.get(i)));
    }
    return BenchRow.of(scenario, system, rounds, new Latencies()).rates(rates);
  }

  private boolean isCrowd() {
    return scenario == Scenario.PUBLISH_ONE_BY_ONE && options.callers() > 1;
  }

  private long everyAgentsMessages() {
    return (long) options.agents() * options.messagesPerAgent();
  }

  private Round saturate(Duration time, long enough) throws InterruptedException {
    return named(() -> {
      if (isCrowd()) {
        return crowd.saturate(time);
      }
      return scenario == Scenario.PUBLISH_ONE_BY_ONE
          ? sender.saturateOneByOne(time)
          : sender.saturate(time, enough);
    });
  }

  private <T> T named(Measurement<T> measurement) throws InterruptedException {
    try {
      return measurement.run();
    } catch (BenchFailedException e) {
      throw new BenchFailedException(
          "%s of %s: %s".formatted(scenario.id(), system, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      way.close();
    }
  }

  private interface Measurement<T> {
    T run() throws InterruptedException;
  }
}

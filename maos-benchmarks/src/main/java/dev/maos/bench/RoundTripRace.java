package dev.maos.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Request and reply, one at a time, by several systems in turns. Latency is that of the round trip;
 * nothing is meant to be sent while a caller waits, so nothing is left out by measuring it from the
 * call.
 */
final class RoundTripRace {
  private final BusBenchOptions options;
  private final Server server;
  private final Consumer<String> progress;

  RoundTripRace(BusBenchOptions options, Server server, Consumer<String> progress) {
    this.options = options;
    this.server = server;
    this.progress = progress;
  }

  List<BenchRow> run(List<Contestant> contestants) throws InterruptedException {
    var callers = new ArrayList<Caller>();
    try {
      for (var contestant : contestants) {
        callers.add(new Caller(contestant));
      }
      for (var caller : callers) {
        progress.accept("request-reply: %s warms up".formatted(caller.system));
        WarmUp.of(options.warmUp(), time -> caller.call(time, new Histogram(3)));
      }
      for (int round = 1; round <= options.rounds(); round++) {
        for (var caller : callers) {
          progress.accept(
              "request-reply: round %d of %d, %s %,.0f calls/s"
                  .formatted(round, options.rounds(), caller.system, caller.round().rate()));
        }
      }
      return callers.stream().map(Caller::row).toList();
    } finally {
      callers.forEach(Caller::close);
    }
  }

  /** One system in this race. */
  private final class Caller implements AutoCloseable {
    private final String system;
    private final RoundTrip trip;
    private final byte[] payload = Stamp.blank(options.payloadBytes(), options.seed());
    private final Rounds rounds = new Rounds();
    private final Latencies latencies = new Latencies();
    private long calls;

    Caller(Contestant contestant) {
      system = contestant.system();
      trip = contestant.roundTrip();
    }

    Round round() throws InterruptedException {
      var nanos = new Histogram(3);
      var before = server.cpuNanos();
      var plain = call(options.round(), nanos);
      var round =
          before.isPresent()
              ? plain.servedWith(server.cpuNanos().orElseThrow() - before.getAsLong())
              : plain;
      rounds.add(round);
      latencies.add(nanos);
      return round;
    }

    Round call(Duration time, Histogram nanos) throws InterruptedException {
      var meter = Meter.start();
      long from = calls;
      long now = System.nanoTime();
      long end = now + time.toNanos();
      do {
        Stamp.write(payload, 0, calls++, now);
        var answer = trip.call(payload);
        if (!Arrays.equals(payload, answer)) {
          throw new BenchFailedException(
              "request-reply of %s: call %d got another answer".formatted(system, calls - 1));
        }
        long returned = System.nanoTime();
        nanos.recordValue(returned - now);
        now = returned;
      } while (now < end);
      return meter.stop(calls - from);
    }

    BenchRow row() {
      return BenchRow.of(Scenario.REQUEST_REPLY, system, rounds, latencies);
    }

    @Override
    public void close() {
      trip.close();
    }
  }
}

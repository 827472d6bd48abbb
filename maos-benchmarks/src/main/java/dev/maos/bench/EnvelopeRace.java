package dev.maos.bench;

import dev.maos.message.Envelope;
import java.time.Duration;
import java.util.function.Consumer;

/** An envelope to bytes and back, again and again, on one thread. */
final class EnvelopeRace {
  private static final int BURST = 64;
  private static final int LEAST_PAYLOAD = 100;

  private final BusBenchOptions options;
  private final Consumer<String> progress;
  private final SampleEnvelope sample;
  private long number = 1;

  EnvelopeRace(BusBenchOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    sample = new SampleEnvelope(Math.max(LEAST_PAYLOAD, options.payloadBytes()));
  }

  BenchRow run() {
    progress.accept("envelope: warms up");
    checkFidelity();
    round(options.warmUp());
    var rounds = new Rounds();
    for (int i = 0; i < options.rounds(); i++) {
      rounds.add(round(options.round()));
    }
    progress.accept("envelope: %.2f µs CPU".formatted(rounds.cpuMicros()));
    return BenchRow.of(Scenario.ENVELOPE, "maos", rounds, new Latencies());
  }

  private void checkFidelity() {
    var read = Envelope.read(sample.envelope(number).bytes());
    if (!read.message().equals(sample.message())) {
      throw new BenchFailedException("envelope: what was read is not what was written");
    }
  }

  private Round round(Duration time) {
    var meter = Meter.start();
    long from = number;
    long end = System.nanoTime() + time.toNanos();
    do {
      for (int i = 0; i < BURST; i++) {
        writeAndRead();
      }
    } while (System.nanoTime() < end);
    return meter.stop(number - from);
  }

  // The look at what was read keeps the compiler from leaving the reading out.
  private void writeAndRead() {
    long id = number++;
    var read = Envelope.read(sample.envelope(id).bytes());
    if (read.id().low() != id || read.message().headers().values().size() != 2) {
      throw new BenchFailedException("envelope: message %d came back as another".formatted(id));
    }
  }
}

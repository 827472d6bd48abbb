package dev.maos.registry;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks agents whether they are there, and notes how long they took to answer. Thread-safe. */
final class Probes {
  private static final int AT_ONCE = 64;

  private final RegistryContext registry;
  private final SessionId asker;

  Probes(RegistryContext registry, SessionId asker) {
    this.registry = registry;
    this.asker = asker;
  }

  ProbeResult probe(Seat seat, Duration patience) throws InterruptedException {
    if (!patience.isPositive()) {
      throw new MaosException(
          ErrorCode.INVALID_SETTING, "patience must be more than zero: " + patience);
    }
    var record = seat.record();
    registry.counters().probes.increment();
    long asked = registry.time().nanos();
    var question = new Prober.Question(record.session(), record.id(), record.incarnation());
    var answer = registry.surroundings().prober().ask(asker, question, patience);
    long now = registry.time().nanos();
    note(seat, answer, (now - asked) / 1_000, now);
    return new ProbeResult(record.id(), answer, Duration.ofNanos(now - asked));
  }

  private void note(Seat seat, Prober.Answer answer, long micros, long nowNanos) {
    switch (answer) {
      case HERE -> {
        registry.counters().roundTrips.record(micros);
        registry.board().answered(seat.tally(), micros, nowNanos);
      }
      case NOT_HERE -> {}
      case SILENT -> registry.counters().silentProbes.increment();
    }
  }

  /** Asks many, some at once; the answers are in order of the ids. */
  List<ProbeResult> probe(List<Seat> seats, Duration patience) throws InterruptedException {
    var left = new ConcurrentLinkedQueue<>(seats);
    var results = new ConcurrentLinkedQueue<ProbeResult>();
    var failures = new ConcurrentLinkedQueue<MaosException>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < Math.min(AT_ONCE, seats.size()); i++) {
      threads.add(Thread.startVirtualThread(() -> probeAll(left, patience, results, failures)));
    }
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      throw e;
    }
    if (!failures.isEmpty()) {
      throw failures.element();
    }
    return results.stream().sorted(Comparator.comparing(ProbeResult::agent)).toList();
  }

  private void probeAll(
      Queue<Seat> left,
      Duration patience,
      Queue<ProbeResult> results,
      Queue<MaosException> failures) {
    try {
      for (var seat = left.poll(); seat != null; seat = left.poll()) {
        results.add(probe(seat, patience));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (MaosException e) {
      failures.add(e);
    }
  }
}

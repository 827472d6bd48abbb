package dev.maos.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of everybody's work, by slot, in columns that selections run through.
 *
 * <p>Writers take turns under a lock. Readers take none: they may see a number that is about to be
 * replaced, as they may have asked a moment earlier. Thread-safe.
 */
final class LoadBoard {
  /**
   * So long no report can have covered what was sent: a second until a process looks at its own
   * queues, and another until everybody has read it.
   */
  static final Duration UNCOVERED = Duration.ofSeconds(2);

  private static final int FIRST_SIZE = 64;
  private static final long BUCKET_NANOS = UNCOVERED.toNanos() / 2;
  private static final double UNKNOWN = 1;

  private @Nullable Tally[] tallies = new Tally[FIRST_SIZE];
  private final List<Tally> recents = new ArrayList<>();
  private volatile LoadColumns columns = new LoadColumns(FIRST_SIZE);
  private volatile long bucket = Long.MIN_VALUE;
  private double knownService;
  private int serviceKnown;
  private volatile double typicalService = UNKNOWN;

  /** The tally of whoever has the slot from now on. */
  synchronized Tally place(int slot, AgentRecord record) {
    if (slot >= tallies.length) {
      int size = Math.max(slot + 1, 2 * tallies.length);
      tallies = Arrays.copyOf(tallies, size);
      columns = columns.grown(size);
    }
    clear(slot);
    var tally = new Tally(slot, record);
    tallies[slot] = tally;
    columns.mark[slot] = Choice.hash(record.id().value());
    show(tally);
    return tally;
  }

  synchronized void clear(int slot) {
    var gone = tallies[slot];
    if (gone != null) {
      note(columns.service[slot], 0);
      recents.remove(gone);
      columns.service[slot] = 0;
      tallies[slot] = null;
    }
  }

  /** A record with another state, or of another registration of the same agent. */
  synchronized void update(Tally tally, AgentRecord record) {
    tally.record(record);
    show(tally);
  }

  /** A job has gone to an agent, and whoever sent it will say when it is done. */
  synchronized void begin(Tally tally) {
    tally.begin();
    show(tally);
  }

  /** Such a job is done. */
  synchronized void done(Tally tally, long begunNanos, long nowNanos) {
    tally.done(begunNanos, nowNanos);
    show(tally);
  }

  /** Such a job is given up, which says nothing about how long it takes. */
  synchronized void givenUp(Tally tally) {
    tally.end();
    show(tally);
  }

  /** A job has gone to an agent, and nobody will say when it is done. */
  synchronized void sent(Tally tally, long nowNanos) {
    rotate(nowNanos);
    if (!tally.hasRecent()) {
      recents.add(tally);
    }
    tally.sent(bucket);
    show(tally);
  }

  synchronized void answered(Tally tally, long roundTripMicros, long nowNanos) {
    tally.answered(roundTripMicros, nowNanos);
    show(tally);
  }

  /** What is known of these. */
  Candidates candidates(SlotSet slots, long nowNanos) {
    if (nowNanos / BUCKET_NANOS != bucket) {
      rotateNow(nowNanos);
    }
    return new Candidates(slots, columns, typicalService);
  }

  /** How much of its capacity is in use. */
  double load(int slot, long nowNanos) {
    return candidates(SlotSet.NONE, nowNanos).load(slot);
  }

  private synchronized void rotateNow(long nowNanos) {
    rotate(nowNanos);
  }

  // What was sent longer ago is covered by reports by now, or was too little to be reported.
  private void rotate(long nowNanos) {
    long current = nowNanos / BUCKET_NANOS;
    if (current == bucket) {
      return;
    }
    bucket = current;
    for (var tally : List.copyOf(recents)) {
      tally.forgetBefore(current - 1);
      show(tally);
    }
    recents.removeIf(tally -> !tally.hasRecent());
  }

  /** Writes a tally into the columns, if its agent still has the slot. */
  private void show(Tally tally) {
    int slot = tally.slot();
    if (tallies[slot] != tally) {
      return;
    }
    var now = columns;
    note(now.service[slot], tally.serviceMicros());
    now.capacity[slot] = tally.capacity();
    now.jobs[slot] = tally.jobs();
    now.load[slot] = tally.jobs() / tally.capacity();
    now.service[slot] = tally.serviceMicros();
    now.roundTrip[slot] = tally.roundTripMicros();
  }

  private void note(double before, double after) {
    knownService += after - before;
    serviceKnown += (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    typicalService = serviceKnown > 0 ? knownService / serviceKnown : UNKNOWN;
  }
}

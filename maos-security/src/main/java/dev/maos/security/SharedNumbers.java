package dev.maos.security;

import dev.maos.backend.NumberRange;
import dev.maos.backend.SharedTables;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.security.envelope.EnvelopeHeader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages were accepted by any process. What this one has accepted is told to the others at
 * once where somebody can wait, and in the background where nobody can: many together, and again
 * while the tables do not answer. Thread-safe.
 */
final class SharedNumbers {
  private static final int MOST_WAITING = 100_000;
  private static final int PORTION = 1_024;
  private static final int MAX_WIDTH = 65_536;
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final TimeSource time;
  private final SecurityCounters counters;
  private volatile Optional<SharedTables> tables = Optional.empty();

  // All guarded by this.
  private final Deque<Accepted> waiting = new ArrayDeque<>();
  private boolean isTelling;

  /** What became of a message that somebody wants to accept. */
  enum Use {
    FIRST,
    AGAIN,
    NO_ROOM
  }

  private record Accepted(EnvelopeHeader header, Duration keep) {}

  private record Mark(String series, long number, Duration keep) {}

  SharedNumbers(TimeSource time, SecurityCounters counters) {
    this.time = time;
    this.counters = counters;
  }

  /** Tells and asks there from now on, or nobody. */
  void share(Optional<SharedTables> others) {
    tables = others;
  }

  /** Those of these messages that were accepted before, by whomever. */
  Set<EnvelopeHeader> accepted(List<EnvelopeHeader> asked) {
    var shared = tables;
    if (shared.isEmpty() || asked.isEmpty()) {
      return Set.of();
    }
    var marks = marks(asked.stream().map(header -> new Accepted(header, Duration.ZERO)).toList());
    var known = new ArrayList<NumberRange>();
    var ranges = ranges(marks);
    for (int from = 0; from < ranges.size(); from += PORTION) {
      known.addAll(
          shared.get().used(ranges.subList(from, Math.min(from + PORTION, ranges.size()))));
    }
    if (known.isEmpty()) {
      return Set.of();
    }
    var accepted = new HashSet<EnvelopeHeader>();
    for (int i = 0; i < marks.size(); i++) {
      if (holds(known, marks.get(i))) {
        accepted.add(asked.get(i));
      }
    }
    return accepted;
  }

  private static boolean holds(List<NumberRange> ranges, Mark mark) {
    return ranges.stream()
        .anyMatch(range -> range.series().equals(mark.series()) && range.contains(mark.number()));
  }

  /**
   * Accepts a message for all processes.
   *
   * @throws MaosException if nobody could be asked; it may have been accepted all the same
   */
  Use accept(EnvelopeHeader header, Duration keep) {
    var shared = tables;
    if (shared.isEmpty()) {
      return Use.FIRST;
    }
    var mark = new Mark(series(header), header.place().number(), keep);
    try {
      var before = shared.get().use(List.of(NumberRange.of(mark.series(), mark.number())), keep);
      return before.isEmpty() ? Use.FIRST : Use.AGAIN;
    } catch (MaosException e) {
      if (e.code() == ErrorCode.TOO_LARGE) {
        return Use.NO_ROOM;
      }
      counters.tablesFailed.increment();
      throw e;
    }
  }

  /** Tells the others soon that a message was accepted; does not wait. */
  void acceptSoon(EnvelopeHeader header, Duration keep) {
    if (tables.isEmpty()) {
      return;
    }
    synchronized (this) {
      if (waiting.size() >= MOST_WAITING) {
        counters.marksLost.increment();
        return;
      }
      waiting.addLast(new Accepted(header, keep));
      if (isTelling) {
        return;
      }
      isTelling = true;
    }
    Thread.ofVirtual().name("maos-accepted").start(this::tell);
  }

  /** Tells what waits, on this thread, before nobody can be told any more. */
  void tellAll() {
    tell();
  }

  /** Tells all that waits, and returns when nothing does any more or nobody answers. */
  private void tell() {
    while (true) {
      var shared = tables;
      var portion = next();
      if (portion.isEmpty()) {
        return;
      }
      if (shared.isEmpty()) {
        stop();
        return;
      }
      if (!isTold(shared.get(), portion)) {
        putBack(portion);
        var _ = time.schedule(AGAIN, this::tell);
        return;
      }
    }
  }

  private synchronized List<Accepted> next() {
    var portion = new ArrayList<Accepted>();
    while (portion.size() < PORTION && !waiting.isEmpty()) {
      portion.add(waiting.removeFirst());
    }
    isTelling = !portion.isEmpty();
    return portion;
  }

  // There is nobody who could be told.
  private synchronized void stop() {
    waiting.clear();
    isTelling = false;
  }

  private synchronized void putBack(List<Accepted> portion) {
    portion.reversed().forEach(waiting::addFirst);
  }

  private boolean isTold(SharedTables shared, List<Accepted> portion) {
    var keep = portion.stream().map(Accepted::keep).max(Comparator.naturalOrder()).orElseThrow();
    try {
      var twice = shared.use(ranges(marks(portion)), keep);
      twice.forEach(range -> counters.handledTwice.add(range.last() - range.first() + 1));
      return true;
    } catch (MaosException e) {
      if (e.code() == ErrorCode.TOO_LARGE) {
        counters.marksLost.add(portion.size());
        return true;
      }
      counters.tablesFailed.increment();
      return false;
    }
  }

  /** Whether more waits to be told than a moment brings. */
  synchronized boolean isBehind() {
    return waiting.size() > PORTION;
  }

  // Those of one sender come one after the other, so the name of a series is made seldom.
  private static List<Mark> marks(List<Accepted> all) {
    var marks = new ArrayList<Mark>(all.size());
    var series = "";
    EnvelopeHeader last = null;
    for (var each : all) {
      var header = each.header();
      if (last == null || !isSameSeries(last, header)) {
        series = series(header);
      }
      marks.add(new Mark(series, header.place().number(), each.keep()));
      last = header;
    }
    return marks;
  }

  private static boolean isSameSeries(EnvelopeHeader one, EnvelopeHeader other) {
    return one.origin().sender().equals(other.origin().sender())
        && one.origin().session().equals(other.origin().session())
        && one.target().name().equals(other.target().name());
  }

  private static String series(EnvelopeHeader header) {
    var origin = header.origin();
    return origin.sender().value() + ":" + origin.session() + ":" + header.target().name();
  }

  /** The numbers as ranges, which are few as senders count. */
  private static List<NumberRange> ranges(List<Mark> marks) {
    var sorted = new ArrayList<>(marks);
    sorted.sort(
        Comparator.comparing(Mark::series)
            .thenComparing((one, other) -> Long.compareUnsigned(one.number(), other.number())));
    var ranges = new ArrayList<NumberRange>();
    for (var mark : sorted) {
      var last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && continues(last, mark)) {
        ranges.set(ranges.size() - 1, new NumberRange(last.series(), last.first(), mark.number()));
      } else {
        ranges.add(NumberRange.of(mark.series(), mark.number()));
      }
    }
    return ranges;
  }

  private static boolean continues(NumberRange range, Mark mark) {
    return range.series().equals(mark.series())
        && mark.number() - range.last() >= 0
        && mark.number() - range.last() <= 1
        && mark.number() - range.first() < MAX_WIDTH;
  }
}

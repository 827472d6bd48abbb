package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.EnvelopeHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The messages that were accepted and could still come again.
 *
 * <p>A sender counts what it sends to one recipient in one session, so what was accepted are ranges
 * of numbers, and mostly one. They are kept until the last of their messages is over. When there is
 * room for no more ranges, of one sender or in all, messages are refused and none is forgotten
 * early. Thread-safe.
 */
final class ReplayWindow {
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final TimeSource time;
  private final int mostOfOne;
  private final int most;

  // All guarded by this.
  private final Map<Stream, Done> done = new HashMap<>();
  private final Map<AgentId, Integer> rangesOf = new HashMap<>();
  private int ranges;
  private Instant nextSweep = Instant.MIN;

  private record Stream(AgentId sender, UUID session, String recipient) {
    static Stream of(EnvelopeHeader header) {
      var origin = header.origin();
      return new Stream(origin.sender(), origin.session(), header.target().name());
    }
  }

  private static final class Done {
    /** The first number of each range, and the last. */
    final NavigableMap<Long, Long> ranges = new TreeMap<>();

    Instant until = Instant.MIN;
  }

  /** With room for so many ranges of one sender, and so many in all. */
  ReplayWindow(TimeSource time, int mostOfOne, int most) {
    this.time = time;
    this.mostOfOne = mostOfOne;
    this.most = most;
  }

  /** Refuses a message that was accepted before. */
  synchronized void check(EnvelopeHeader header) {
    var known = done.get(Stream.of(header));
    if (known != null) {
      requireNew(known, header);
    }
  }

  private static void requireNew(Done known, EnvelopeHeader header) {
    if (holds(known, header.place().number())) {
      throw new SecurityRejectedException(Rejection.REPLAYED);
    }
  }

  /**
   * Remembers a message until then; one that was accepted before is refused. Room is to be {@link
   * #requireRoom asked for} before a message is let in. Of those that were let in together some may
   * find none any more when they are done, and are remembered all the same: a few rounds of them.
   */
  synchronized void add(EnvelopeHeader header, Instant until) {
    sweepNowAndThen();
    var stream = Stream.of(header);
    var known = done.computeIfAbsent(stream, _ -> new Done());
    requireNew(known, header);
    int before = known.ranges.size();
    insert(known.ranges, header.place().number());
    count(stream.sender(), known.ranges.size() - before);
    if (until.isAfter(known.until)) {
      known.until = until;
    }
  }

  /** Refuses a message that could not be remembered. */
  synchronized void requireRoom(EnvelopeHeader header) {
    sweepNowAndThen();
    int ofOne = rangesOf.getOrDefault(header.origin().sender(), 0);
    if (ofOne >= mostOfOne || ranges >= most) {
      throw new SecurityRejectedException(Rejection.REPLAY_MEMORY_FULL);
    }
  }

  private static boolean holds(Done known, long number) {
    var range = known.ranges.floorEntry(number);
    return range != null && number <= range.getValue();
  }

  /** Adds a number that no range holds, joining it to its neighbours. */
  private static void insert(NavigableMap<Long, Long> ranges, long number) {
    long from = number;
    long to = number;
    var below = ranges.floorEntry(number);
    if (below != null && below.getValue() == number - 1) {
      from = below.getKey();
    }
    var above = ranges.ceilingEntry(number);
    if (above != null && above.getKey() == number + 1) {
      to = above.getValue();
      ranges.remove(above.getKey());
    }
    ranges.put(from, to);
  }

  private void count(AgentId sender, int more) {
    ranges += more;
    rangesOf.merge(sender, more, Integer::sum);
    if (rangesOf.getOrDefault(sender, 0) == 0) {
      rangesOf.remove(sender);
    }
  }

  private void sweepNowAndThen() {
    var now = time.now();
    if (now.isBefore(nextSweep) && ranges < most) {
      return;
    }
    nextSweep = now.plus(SWEEP);
    for (var streams = done.entrySet().iterator(); streams.hasNext(); ) {
      var stream = streams.next();
      if (!now.isBefore(stream.getValue().until)) {
        streams.remove();
        count(stream.getKey().sender(), -stream.getValue().ranges.size());
      }
    }
  }

  /** How much of it is in use, 0 to 1. */
  synchronized double load() {
    return (double) ranges / most;
  }
}

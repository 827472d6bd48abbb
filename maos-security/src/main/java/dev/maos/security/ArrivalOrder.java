package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.Topic;
import dev.maos.security.envelope.EnvelopeHeader;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Notices numbers that do not come, and numbers that come after later ones.
 *
 * <p>A sender counts what it sends to one recipient in one session. A number is missing when a
 * later one of its session has come and it has not; it is missing no more when it comes. A message
 * is out of order if a later one of its topic and priority has come before it and it comes for the
 * first time. What was sent before the first message that came here is not missed. The last 4,096
 * numbers of each of the last 10,000 sessions are remembered, and what is older counts as neither.
 *
 * <p>It tells what happened and not why: delays, retries and other readers of the same queue look
 * the same as somebody who withholds. Thread-safe.
 */
final class ArrivalOrder {
  private static final int MOST = 10_000;
  private static final int WINDOW = 4_096;

  private final SecurityCounters counters;

  // Both guarded by this.
  private final Map<Stream, Seen> streams = bounded();
  private final Map<Line, Long> lines = bounded();

  private record Stream(AgentId sender, UUID session, String recipient) {}

  private record Line(Stream stream, Topic topic, int lane) {}

  private static final class Seen {
    final long first;
    long highest;

    // The number n is bit n modulo the window, for the window that ends with the highest.
    final BitSet window = new BitSet(WINDOW);

    Seen(long first) {
      this.first = first;
      this.highest = first;
      window.set(bit(first));
    }
  }

  ArrivalOrder(SecurityCounters counters) {
    this.counters = counters;
  }

  private static <K, V> Map<K, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /** Notes a message of which it is certain whom it comes from. */
  synchronized void arrived(EnvelopeHeader header) {
    var origin = header.origin();
    var stream = new Stream(origin.sender(), origin.session(), header.target().name());
    long number = header.place().number();
    var seen = streams.get(stream);
    if (seen == null) {
      streams.put(stream, new Seen(number));
    } else if (number > seen.highest) {
      ahead(seen, number);
    } else if (seen.highest - number >= WINDOW || seen.window.get(bit(number))) {
      return;
    } else {
      seen.window.set(bit(number));
      counters.missing.add(number > seen.first ? -1 : 0);
    }
    inLine(new Line(stream, header.place().topic(), header.place().lane()), number);
  }

  private void ahead(Seen seen, long number) {
    long between = number - seen.highest - 1;
    for (long skipped = Math.max(seen.highest + 1, number - WINDOW + 1);
        skipped < number;
        skipped++) {
      seen.window.clear(bit(skipped));
    }
    seen.window.set(bit(number));
    seen.highest = number;
    counters.missing.add(between);
  }

  private static int bit(long number) {
    return (int) Math.floorMod(number, (long) WINDOW);
  }

  private void inLine(Line line, long number) {
    var highest = lines.get(line);
    if (highest != null && number < highest) {
      counters.outOfOrder.increment();
    } else {
      lines.put(line, number);
    }
  }
}

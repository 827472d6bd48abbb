package dev.maos.redis.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.RecordedEvent;
import dev.maos.redis.event.Calls.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the stream, past Lua, and applies the filter here. Entries of somebody else are
 * passed over. Thread-safe.
 */
final class Reading {
  private static final int FIRST_ENTRIES = 16;
  private static final int MOST_ENTRIES = 512;
  private static final int FEW_BYTES = 256 * 1024;
  private static final int MANY_BYTES = 1024 * 1024;
  private static final int MOST_LOOKED_AT = 50_000;
  private static final long MOST_BYTES = 32L * 1024 * 1024;

  private final Calls calls;
  private final byte[] meta;
  private final byte[] entries;
  private final AtomicLong unreadable = new AtomicLong();

  Reading(Calls calls) {
    this.calls = calls;
    this.meta = calls.key("meta");
    this.entries = calls.key("entries");
  }

  /** How many events were met that are damaged; one may be counted again. */
  long unreadable() {
    return unreadable.get();
  }

  /** Where the history begins and ends. */
  record Range(long first, long last) {}

  Range range() {
    return range(calls.plain(List.of(askRange())).getFirst());
  }

  private Plain askRange() {
    return new Plain("HMGET", meta, ascii("first"), ascii("last"));
  }

  private static Range range(List<Object> answer) {
    long last = number(answer.get(1), 0);
    return new Range(Math.min(number(answer.get(0), 1), last + 1), last);
  }

  private static long number(@Nullable Object stored, long otherwise) {
    return stored == null ? otherwise : Long.parseLong(new String((byte[]) stored, US_ASCII));
  }

  EventPage forward(EventQuery query, long after, int limit) {
    var walk = new Walk(query, limit, "XRANGE", "+");
    long position = Math.max(Sequences.clamp(after), query.firstSequence() - 1);
    var start = Long.toString(Sequences.clamp(position + 1));
    while (true) {
      walk.take(start);
      long end = Math.min(walk.range.last(), query.lastSequence());
      for (var event : walk.events) {
        if (event.sequence() > end) {
          return walk.page(Math.max(after, end), true);
        }
        if (event.sequence() > position && event.sequence() >= walk.range.first()) {
          position = event.sequence();
          if (walk.look(event)) {
            return walk.page(position, position >= end);
          }
        }
      }
      if (walk.isOver || position >= end) {
        return walk.page(Math.max(after, end), true);
      }
      if (walk.isLong()) {
        return walk.page(position, false);
      }
      start = walk.next;
    }
  }

  EventPage backward(EventQuery query, long before, int limit) {
    var walk = new Walk(query, limit, "XREVRANGE", "-");
    long upTo = query.lastSequence() == Long.MAX_VALUE ? before : query.lastSequence() + 1;
    long position = Sequences.clamp(Math.min(before, upTo));
    // An entry is named by its last sequence.
    var start = Long.toString(position + Chunk.MOST_EVENTS);
    while (true) {
      walk.take(start);
      long end = Math.max(walk.range.first(), query.firstSequence());
      for (var event : walk.events.reversed()) {
        if (event.sequence() < end) {
          return walk.page(Math.min(position, end), true);
        }
        if (event.sequence() < position && event.sequence() <= walk.range.last()) {
          position = event.sequence();
          if (walk.look(event)) {
            return walk.page(position, position <= end);
          }
        }
      }
      if (walk.isOver || position <= end) {
        return walk.page(Math.min(position, end), true);
      }
      if (walk.isLong()) {
        return walk.page(position, false);
      }
      start = walk.next;
    }
  }

  /** One page's way through the stream, a portion of entries at a time. One thread's. */
  private final class Walk {
    private final Matching matching;
    private final String command;
    private final String stop;
    private int portion;
    private long looked;
    private long bytes;

    Range range = new Range(1, 0);
    List<RecordedEvent> events = List.of();
    boolean isOver;
    String next = "";

    Walk(EventQuery query, int limit, String command, String stop) {
      this.matching = new Matching(query, limit);
      this.command = command;
      this.stop = stop;
      this.portion = Math.min(limit, FIRST_ENTRIES);
    }

    /** Takes the next portion; its events are in the order of their sequences. */
    void take(String start) {
      var question =
          new Plain(
              command, entries, ascii(start), ascii(stop), ascii("COUNT"), ascii("" + portion));
      // The range first: so what lies within it is there when the entries are read.
      var answers = calls.plain(List.of(askRange(), question));
      range = range(answers.get(0));
      var raw = answers.get(1);
      isOver = raw.size() < portion;
      next = raw.isEmpty() ? start : "(" + StoredEntry.id((List<?>) raw.getLast());
      int size = 0;
      var some = new ArrayList<RecordedEvent>();
      for (var each : command.equals("XRANGE") ? raw : raw.reversed()) {
        var entry = StoredEntry.read((List<?>) each).orElse(StoredEntry.NONE);
        some.addAll(entry.events());
        unreadable.addAndGet(entry.unreadable());
        size += entry.bytes();
      }
      events = some;
      bytes += size;
      adapt(size);
    }

    private void adapt(int size) {
      if (size < FEW_BYTES) {
        portion = Math.min(portion * 2, MOST_ENTRIES);
      } else if (size > MANY_BYTES) {
        portion = Math.max(portion / 2, 1);
      }
    }

    /** Whether the page is full with this event. */
    boolean look(RecordedEvent event) {
      looked++;
      return matching.isFullWith(event);
    }

    boolean isLong() {
      return looked >= MOST_LOOKED_AT || bytes >= MOST_BYTES;
    }

    EventPage page(long position, boolean complete) {
      return new EventPage(matching.found(), position, complete);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}

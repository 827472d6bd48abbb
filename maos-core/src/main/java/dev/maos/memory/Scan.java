package dev.maos.memory;

import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A walk through a history, some events at a time: they are taken under the store's lock and looked
 * at outside, since a filter may be code of a user's. One thread's.
 */
final class Scan {
  private static final int AT_ONCE = 1_000;
  private static final int AT_MOST = 100_000;

  private final EventRing ring;
  private final Object lock;
  private final EventQuery query;
  private final Predicate<RecordedEvent> wanted;
  private final List<RecordedEvent> found = new ArrayList<>();

  Scan(EventRing ring, Object lock, EventQuery query) {
    this.ring = ring;
    this.lock = lock;
    this.query = query;
    this.wanted = query.matcher();
  }

  EventPage forward(long after, int limit) {
    long position = Math.max(after, query.firstSequence() - 1);
    long looked = 0;
    while (true) {
      var some = new ArrayList<RecordedEvent>();
      long end = take(position, some);
      for (var event : some) {
        position = event.sequence();
        looked++;
        if (wanted.test(event)) {
          found.add(event);
        }
        if (found.size() == limit || looked == AT_MOST) {
          return new EventPage(found, position, position >= end);
        }
      }
      if (position >= end || some.isEmpty()) {
        return new EventPage(found, Math.max(after, end), true);
      }
    }
  }

  EventPage backward(long before, int limit) {
    long position =
        query.lastSequence() == Long.MAX_VALUE
            ? before
            : Math.min(before, query.lastSequence() + 1);
    long looked = 0;
    while (true) {
      var some = new ArrayList<RecordedEvent>();
      long end = takeBackward(position, some);
      for (var event : some) {
        position = event.sequence();
        looked++;
        if (wanted.test(event)) {
          found.add(event);
        }
        if (found.size() == limit || looked == AT_MOST) {
          return new EventPage(found, position, position <= end);
        }
      }
      if (position <= end || some.isEmpty()) {
        return new EventPage(found, Math.min(position, end), true);
      }
    }
  }

  long count() {
    long count = 0;
    long position = query.firstSequence() - 1;
    while (true) {
      var some = new ArrayList<RecordedEvent>();
      long end = take(position, some);
      if (some.isEmpty()) {
        return count;
      }
      count += some.stream().filter(wanted).count();
      position = some.getLast().sequence();
      if (position >= end) {
        return count;
      }
    }
  }

  /** Takes some of what is behind a sequence, and tells the last one that there is to look at. */
  private long take(long after, List<RecordedEvent> some) {
    synchronized (lock) {
      long end = Math.min(ring.last(), query.lastSequence());
      // Not after + 1, which is less for the greatest of all.
      long at = after >= end ? end + 1 : Math.max(after + 1, ring.first());
      while (at <= end && some.size() < AT_ONCE) {
        some.add(ring.get(at++));
      }
      return end;
    }
  }

  private long takeBackward(long before, List<RecordedEvent> some) {
    synchronized (lock) {
      long end = Math.max(ring.first(), query.firstSequence());
      long at = Math.min(before - 1, ring.last());
      while (at >= end && some.size() < AT_ONCE) {
        some.add(ring.get(at--));
      }
      return end;
    }
  }
}

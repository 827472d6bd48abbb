package dev.maos.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest events of a stream, numbered from 1 on. Thread-safe. */
final class StreamRing {
  private final @Nullable EventDelivery[] ring;
  private long last;

  StreamRing(int capacity) {
    this.ring = new EventDelivery[capacity];
  }

  int capacity() {
    return ring.length;
  }

  synchronized void add(EventDelivery delivery) {
    last++;
    ring[slot(last)] = delivery;
  }

  synchronized long last() {
    return last;
  }

  /** The number of the oldest that is kept, or of the next one. */
  synchronized long first() {
    return Math.max(1, last - ring.length + 1);
  }

  /** Up to {@code limit} events behind a number, and how many had fallen off. */
  synchronized StreamPage read(long after, int limit) {
    long first = first();
    long begin = Math.clamp(after, 0, last) + 1;
    long from = Math.max(first, begin);
    long end = Math.min(last, from + limit - 1);
    var events = new ArrayList<StreamEvent>();
    for (long number = from; number <= end; number++) {
      events.add(new StreamEvent(number, get(number).event()));
    }
    return new StreamPage(events, Math.max(end, from - 1), from - begin);
  }

  synchronized List<StreamEvent> latest(int count) {
    return read(last - Math.min(count, last), count).events();
  }

  /** The next event behind a number, with what a handler gets of it; null if there is none yet. */
  synchronized @Nullable Next next(long after) {
    if (after >= last) {
      return null;
    }
    long number = Math.max(after + 1, first());
    return new Next(number, get(number), number - after - 1);
  }

  record Next(long number, EventDelivery delivery, long missed) {}

  private EventDelivery get(long number) {
    var delivery = ring[slot(number)];
    if (delivery == null) {
      throw new IllegalArgumentException("not kept: " + number);
    }
    return delivery;
  }

  private int slot(long number) {
    return (int) (number % ring.length);
  }
}

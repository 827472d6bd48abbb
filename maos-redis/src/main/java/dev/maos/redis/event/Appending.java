package dev.maos.redis.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.event.Event;
import dev.maos.event.EventStore;
import dev.maos.event.EventStoreException;
import dev.maos.event.RecordedEvent;
import dev.maos.redis.event.Chunk.Written;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends, one call at a time: while one is under way, what comes gathers, and goes together in the
 * next. So each is in order, and many that come at once share a round trip. Thread-safe.
 */
final class Appending {
  private static final int GATHERED_BYTES = 1024 * 1024;
  private static final int EVENT_BYTES = 64 * 1024 * 1024;
  private static final int BATCH_BYTES = 256 * 1024 * 1024;

  private final Calls calls;
  private final byte[] sharded;
  private final LongConsumer onLast;
  private final ConcurrentLinkedQueue<Share> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore turn = new Semaphore(1);

  /** What one caller gave, and what became of it. Its result is handed over with the turn. */
  private static final class Share {
    final List<Written> events;
    final long bytes;
    @Nullable List<RecordedEvent> recorded;
    @Nullable EventStoreException failure;

    Share(List<Written> events, long bytes) {
      this.events = events;
      this.bytes = bytes;
    }

    boolean isDone() {
      return recorded != null || failure != null;
    }
  }

  /**
   * Appends over these calls.
   *
   * @param onLast hears the last sequence after each call
   */
  Appending(Calls calls, boolean sharded, LongConsumer onLast) {
    this.calls = calls;
    this.sharded = (sharded ? "1" : "0").getBytes(UTF_8);
    this.onLast = onLast;
  }

  List<RecordedEvent> append(List<Event> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    var share = share(events);
    waiting.add(share);
    turn.acquireUninterruptibly();
    try {
      while (!share.isDone()) {
        send(gathered());
      }
    } finally {
      turn.release();
    }
    if (share.recorded == null) {
      throw new EventStoreException(
          share.failure.code(), words(share.failure), share.failure);
    }
    return share.recorded;
  }

  private static String words(EventStoreException failure) {
    return String.valueOf(failure.getMessage()).substring(failure.code().name().length() + 2);
  }

  private static Share share(List<Event> events) {
    if (events.size() > EventStore.MAX_BATCH) {
      throw tooLarge(events.size() + " events", "at most 10,000");
    }
    var written = new ArrayList<Written>(events.size());
    long bytes = 0;
    for (var event : events) {
      if (event.data().size() > EVENT_BYTES) {
        throw new InvalidInputException(
            ErrorCode.PAYLOAD_TOO_LARGE, "data", event.data().size() + " bytes", "at most 64 MiB");
      }
      var each = Written.of(event);
      written.add(each);
      bytes += each.bytes().length;
      if (bytes > BATCH_BYTES) {
        throw tooLarge("more than 256 MiB", "at most 256 MiB");
      }
    }
    return new Share(written, bytes);
  }

  private static InvalidInputException tooLarge(String value, String allowed) {
    return new InvalidInputException(ErrorCode.BATCH_TOO_LARGE, "batch", value, allowed);
  }

  private List<Share> gathered() {
    var shares = new ArrayList<Share>();
    int events = 0;
    long bytes = 0;
    for (var next = waiting.peek(); next != null; next = waiting.peek()) {
      events += next.events.size();
      bytes += next.bytes;
      if (!shares.isEmpty() && (events > EventStore.MAX_BATCH || bytes > GATHERED_BYTES)) {
        break;
      }
      shares.add(next);
      waiting.remove();
    }
    return shares;
  }

  private void send(List<Share> shares) {
    var all = new ArrayList<Written>();
    shares.forEach(share -> all.addAll(share.events));
    var arguments = new ArrayList<byte[]>();
    arguments.add("append".getBytes(UTF_8));
    arguments.add(sharded);
    arguments.addAll(Chunk.arguments(all));
    try {
      var recorded = recorded(all, calls.add(arguments));
      int from = 0;
      for (var share : shares) {
        share.recorded = List.copyOf(recorded.subList(from, from + share.events.size()));
        from += share.events.size();
      }
      onLast.accept(recorded.getLast().sequence());
    } catch (EventStoreException e) {
      shares.forEach(share -> share.failure = e);
    }
  }

  private static List<RecordedEvent> recorded(List<Written> events, Answered answer) {
    long before = answer.number(1);
    var now = EventBytes.instant(answer.number(2));
    var sequences = ByteBuffer.wrap(answer.bytes(3));
    int copy = 4;
    var recorded = new ArrayList<RecordedEvent>(events.size());
    var fresh = new HashMap<Long, RecordedEvent>();
    for (var each : events) {
      long sequence = Sequences.read(sequences);
      if (sequence <= before) {
        recorded.add(Copies.read(sequence, answer.bytes(copy++)).orElseThrow(Appending::damaged));
      } else {
        recorded.add(
            fresh.computeIfAbsent(
                sequence, place -> new RecordedEvent(place, now, each.event())));
      }
    }
    return recorded;
  }

  private static EventStoreException damaged() {
    return new EventStoreException(
        ErrorCode.EVENTSTORE_CORRUPT, "an event that is stored already cannot be read any more");
  }
}

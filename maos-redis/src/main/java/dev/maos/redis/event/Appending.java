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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
  private final Object lock = new Object();
  private final Queue<Share> waiting = new ArrayDeque<>();
  private boolean underWay;

  /** What one caller gave, and what became of it: its events, or that it has the next call. */
  private static final class Share {
    final List<Written> events;
    final long bytes;
    final CompletableFuture<Optional<List<RecordedEvent>>> fate = new CompletableFuture<>();

    Share(List<Written> events, long bytes) {
      this.events = events;
      this.bytes = bytes;
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
    return waitsForItsTurn(share) ? fateOf(share).orElseGet(() -> call(share)) : call(share);
  }

  private boolean waitsForItsTurn(Share share) {
    synchronized (lock) {
      if (underWay) {
        return waiting.add(share);
      }
      underWay = true;
      return false;
    }
  }

  private static Optional<List<RecordedEvent>> fateOf(Share share) {
    try {
      return share.fate.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof EventStoreException failure ? again(failure) : e;
    }
  }

  /** The same failure, with this caller's way to it. */
  private static EventStoreException again(EventStoreException failure) {
    return new EventStoreException(failure.code(), words(failure), failure);
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
      bytes += each.size();
      if (bytes > BATCH_BYTES) {
        throw tooLarge("more than 256 MiB", "at most 256 MiB");
      }
    }
    return new Share(written, bytes);
  }

  private static InvalidInputException tooLarge(String value, String allowed) {
    return new InvalidInputException(ErrorCode.BATCH_TOO_LARGE, "batch", value, allowed);
  }

  /** Sends a share and what has gathered behind it; then the next one's caller does. */
  private List<RecordedEvent> call(Share own) {
    var shares = gathered(own);
    try {
      var all = shares.stream().flatMap(share -> share.events.stream()).toList();
      var recorded = send(all);
      int from = own.events.size();
      for (var share : shares.subList(1, shares.size())) {
        int to = from + share.events.size();
        share.fate.complete(Optional.of(List.copyOf(recorded.subList(from, to))));
        from = to;
      }
      return List.copyOf(recorded.subList(0, own.events.size()));
    } catch (RuntimeException | Error e) {
      shares.forEach(share -> share.fate.completeExceptionally(e));
      throw e;
    } finally {
      handOn();
    }
  }

  private List<Share> gathered(Share own) {
    var shares = new ArrayList<>(List.of(own));
    int events = own.events.size();
    long bytes = own.bytes;
    synchronized (lock) {
      for (var next = waiting.peek(); next != null; next = waiting.peek()) {
        events += next.events.size();
        bytes += next.bytes;
        if (events > EventStore.MAX_BATCH || bytes > GATHERED_BYTES) {
          break;
        }
        shares.add(waiting.remove());
      }
    }
    return shares;
  }

  private void handOn() {
    @Nullable Share next;
    synchronized (lock) {
      next = waiting.poll();
      underWay = next != null;
    }
    if (next != null) {
      next.fate.complete(Optional.empty());
    }
  }

  private List<RecordedEvent> send(List<Written> events) {
    var arguments = new ArrayList<byte[]>();
    arguments.add("append".getBytes(UTF_8));
    arguments.add(sharded);
    arguments.addAll(Chunk.arguments(events));
    var recorded = recorded(events, calls.add(arguments));
    onLast.accept(recorded.getLast().sequence());
    return recorded;
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
            fresh.computeIfAbsent(sequence, place -> new RecordedEvent(place, now, each.event())));
      }
    }
    return recorded;
  }

  private static EventStoreException damaged() {
    return new EventStoreException(
        ErrorCode.EVENTSTORE_CORRUPT, "an event that is stored already cannot be read any more");
  }
}

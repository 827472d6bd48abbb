package dev.maos.redis.bus;

import dev.maos.base.TopicPattern;
import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.QueueName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this process does with the at-most-once messages to the topics of one subscription: nothing,
 * or pass them on to the server's queue, or keep them for its own readers, bounded. See {@code
 * 16-ears.lua}. Bells are rung outside of the lock. Thread-safe.
 */
final class HeardQueue {
  /** How many bytes are kept at most; a single frame may be larger. */
  private static final long MOST_BYTES = 64L << 20;

  /** A round of more than this is handled within moments. */
  private static final int LARGE_ROUND = 64;

  /** What the server has told this process to do. */
  enum Duty {
    NONE,
    PASS_ON,
    KEEP;

    /** The duty that the library writes as this number. */
    static Duty of(int number) {
      return switch (number) {
        case 0 -> NONE;
        case 1 -> PASS_ON;
        case 2 -> KEEP;
        default -> throw new IllegalArgumentException("no duty has the number " + number);
      };
    }
  }

  private final QueueName name;
  private final TopicPattern pattern;
  private final int bound;
  private final List<HeardShelf> shelves = new ArrayList<>(1);
  private WhenBufferFull whenFull = WhenBufferFull.DROP_OLDEST;
  private Duty duty;
  private int readers;
  private int size;
  private long bytes;

  /** Messages that are being passed on. */
  private int passing;

  /** What was heard since this is to be kept, while earlier ones were still being passed on. */
  private final ArrayDeque<HeardFrame> held = new ArrayDeque<>(0);

  private int holding;
  private int dropped;
  private int expired;

  HeardQueue(QueueName name, TopicPattern pattern, int bound, Duty duty) {
    this.name = name;
    this.pattern = pattern;
    this.bound = bound;
    this.duty = duty;
  }

  QueueName name() {
    return name;
  }

  TopicPattern pattern() {
    return pattern;
  }

  // What comes in.

  /** Deals with a frame; true if it is to be passed on. */
  boolean hear(HeardFrame frame) {
    var rung = new ArrayList<HeardReader>(1);
    boolean passes;
    synchronized (this) {
      passes = duty == Duty.PASS_ON && mayPassOn(frame);
      if (duty == Duty.KEEP && passing > 0) {
        hold(frame);
      } else if (duty == Duty.KEEP) {
        keep(frame, rung);
      }
    }
    rung.forEach(HeardReader::ring);
    return passes;
  }

  private boolean mayPassOn(HeardFrame frame) {
    if (passing > 0 && passing + frame.size() > bound) {
      dropped += frame.size();
      return false;
    }
    passing += frame.size();
    return true;
  }

  private void hold(HeardFrame frame) {
    if (holding > 0 && holding + frame.size() > bound) {
      dropped += frame.size();
    } else {
      held.add(frame);
      holding += frame.size();
    }
  }

  /** A frame was passed on, or comes back, because meanwhile it is to be kept. */
  void passedOn(HeardFrame frame, boolean comesBack) {
    var rung = new ArrayList<HeardReader>(1);
    synchronized (this) {
      passing -= frame.size();
      if (comesBack) {
        keep(frame, rung);
      }
      // Those that were heard later come behind those that were being passed on.
      while (passing == 0 && !held.isEmpty()) {
        var next = held.remove();
        holding -= next.size();
        keep(next, rung);
      }
    }
    rung.forEach(HeardReader::ring);
  }

  private void keep(HeardFrame frame, List<HeardReader> rung) {
    var shelf = choose(frame);
    if (shelf == null) {
      return;
    }
    int over = Math.max(0, size + frame.size() - bound);
    boolean isHeavy = bytes + frame.weight() > MOST_BYTES;
    int from = 0;
    int to = frame.size();
    if (whenFull == WhenBufferFull.DROP_NEWEST) {
      to = isHeavy && size > 0 ? 0 : Math.max(0, to - over);
    } else {
      from = Math.min(to, over - dropOldest(over, frame.weight()));
    }
    dropped += frame.size() - (to - from);
    if (to > from) {
      put(shelf, new HeardShelf.Part(frame, from, to));
      shelf.wake(rung);
    }
  }

  private void put(HeardShelf shelf, HeardShelf.Part part) {
    shelf.add(part);
    size += part.size();
    bytes += weight(part);
  }

  private static long weight(HeardShelf.Part part) {
    return (long) part.frame().weight() * part.size() / part.frame().size();
  }

  /** The shelf for such a message: one with a reader that waits for work, else the first. */
  private @Nullable HeardShelf choose(HeardFrame frame) {
    HeardShelf first = null;
    for (var shelf : shelves) {
      if (shelf.wants(frame)) {
        if (shelves.size() == 1 || shelf.hasIdleReader()) {
          return shelf;
        }
        first = first == null ? shelf : first;
      }
    }
    return first;
  }

  /** Drops the oldest of the least urgent, so many and as long as there are too many bytes. */
  private int dropOldest(int count, int coming) {
    int given = 0;
    while (size > 0 && (given < count || bytes + coming > MOST_BYTES)) {
      given += dropOne(Math.max(1, count - given));
    }
    dropped += given;
    return Math.min(given, count);
  }

  private int dropOne(int most) {
    for (int lane = HeardShelf.LANES - 1; lane >= 0; lane--) {
      for (var shelf : shelves) {
        var oldest = shelf.take(lane, most);
        if (oldest != null) {
          gone(oldest);
          return oldest.size();
        }
      }
    }
    throw new IllegalStateException("size is " + size + ", and nothing is there");
  }

  private void gone(HeardShelf.Part part) {
    size -= part.size();
    // What is lost by rounding must not add up.
    bytes = size == 0 ? 0 : bytes - weight(part);
  }

  // Readers.

  /** Somebody reads here from now on, and will enter. */
  synchronized void claim() {
    readers++;
  }

  /** One of those reads here no more. */
  synchronized void release() {
    readers--;
  }

  synchronized void enter(HeardReader reader) {
    var spec = reader.spec();
    whenFull = spec.whenBufferFull();
    reader.shelf = shelf(spec);
    reader.shelf.readers().add(reader);
  }

  private HeardShelf shelf(InboxSpec spec) {
    for (var shelf : shelves) {
      if (shelf.isFor(spec.filter())) {
        return shelf;
      }
    }
    var shelf = new HeardShelf(spec.filter());
    shelves.add(shelf);
    return shelf;
  }

  /** What a reader leaves that nobody else here wants is dropped. */
  void leave(HeardReader reader) {
    var rung = new ArrayList<HeardReader>(1);
    synchronized (this) {
      var shelf = reader.shelf;
      reader.shelf = null;
      if (shelf != null && shelf.readers().remove(reader)) {
        if (shelf.readers().isEmpty()) {
          shelves.remove(shelf);
          moveAll(shelf);
        }
        shelves.forEach(other -> other.wake(rung));
      }
    }
    rung.forEach(HeardReader::ring);
  }

  private void moveAll(HeardShelf from) {
    for (int lane = 0; lane < HeardShelf.LANES; lane++) {
      for (var part = from.take(lane, bound); part != null; part = from.take(lane, bound)) {
        gone(part);
        var shelf = choose(part.frame());
        if (shelf == null) {
          dropped += part.size();
        } else {
          put(shelf, part);
        }
      }
    }
  }

  /** Takes up to so many for a reader; with none it is hungry. */
  List<HeardShelf.Part> take(HeardReader reader, int most) {
    var rung = new ArrayList<HeardReader>(0);
    var taken = List.<HeardShelf.Part>of();
    synchronized (this) {
      var shelf = reader.shelf;
      if (shelf != null) {
        taken = take(shelf, reader, most);
        reader.appetite = taken.isEmpty() ? HeardReader.Appetite.HUNGRY : HeardReader.Appetite.BUSY;
        // What it left is for the others.
        shelf.wake(rung);
      }
    }
    rung.forEach(HeardReader::ring);
    return taken;
  }

  private List<HeardShelf.Part> take(HeardShelf shelf, HeardReader reader, int most) {
    int room = Math.min(most, shelf.shareOf(reader));
    if (room == 0) {
      return List.of();
    }
    int scale = Math.max(1, room / LARGE_ROUND);
    reader.scale(scale);
    var parts = new ArrayList<HeardShelf.Part>(4);
    while (room > 0) {
      int lane = reader.nextLane(shelf, scale);
      if (lane < 0) {
        break;
      }
      boolean weighs = reader.weighs(shelf, lane);
      var part = shelf.take(lane, reader.credit(shelf, lane, room));
      if (part == null) {
        break;
      }
      if (weighs) {
        reader.charge(lane, part.size());
      }
      gone(part);
      room -= part.size();
      parts.add(part);
    }
    reader.unscale(scale);
    return parts;
  }

  /** A reader has something else to do, or declines: what waits is for others. */
  void busy(HeardReader reader) {
    var rung = new ArrayList<HeardReader>(0);
    synchronized (this) {
      reader.appetite = HeardReader.Appetite.BUSY;
      shelves.forEach(shelf -> shelf.wake(rung));
    }
    rung.forEach(HeardReader::ring);
  }

  /** How many messages wait for a reader now. */
  synchronized int ready(HeardReader reader) {
    return reader.shelf == null ? 0 : reader.shelf.ready();
  }

  /** Whether what waits here is older than what lies in the server's queue. */
  synchronized boolean isOlder() {
    return duty != Duty.KEEP && size > 0;
  }

  // For its ear.

  synchronized void duty(Duty told) {
    duty = told;
  }

  synchronized Duty duty() {
    return duty;
  }

  /** Everything that has been heard and that nobody has taken. */
  synchronized int backlog() {
    return size + holding;
  }

  /** What of it a reader has to expect. */
  synchronized int backlog(HeardReader reader) {
    return ready(reader) + passing + holding;
  }

  /** Whether it is of no use any more. */
  synchronized boolean isOver() {
    return readers == 0 && duty == Duty.NONE && passing == 0;
  }

  /** Lets go of what has expired. */
  synchronized void sweep(long serverMicros) {
    for (var shelf : shelves) {
      for (int lane = 0; lane < HeardShelf.LANES; lane++) {
        for (var part : shelf.takeAll(lane)) {
          gone(part);
          if (part.frame().firstExpiry() <= serverMicros) {
            sweep(shelf, part, serverMicros);
          } else {
            put(shelf, part);
          }
        }
      }
    }
  }

  private void sweep(HeardShelf shelf, HeardShelf.Part part, long serverMicros) {
    for (int i = part.from(); i < part.to(); i++) {
      if (part.frame().isExpired(i, serverMicros)) {
        expired++;
      } else {
        put(shelf, new HeardShelf.Part(part.frame(), i, i + 1));
      }
    }
  }

  /**
   * How many messages were lost here since this was asked last.
   *
   * @param dropped at the bound, or with their readers
   * @param expired before somebody took them
   */
  record Losses(int dropped, int expired) {
    boolean areNone() {
      return dropped == 0 && expired == 0;
    }
  }

  synchronized Losses takeLosses() {
    var losses = new Losses(dropped, expired);
    dropped = 0;
    expired = 0;
    return losses;
  }
}

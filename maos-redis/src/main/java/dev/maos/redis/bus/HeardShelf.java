package dev.maos.redis.bus;

import dev.maos.message.MessageFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of what an ear keeps for a subscription that readers with the same filter share, in four
 * lanes. Guarded by its {@link HeardQueue}.
 */
final class HeardShelf {
  static final int LANES = 4;

  private final MessageFilter filter;
  private final List<HeardReader> readers = new ArrayList<>(1);

  /** Made when the first message comes: idle readers are many. */
  private @Nullable List<ArrayDeque<Part>> lanes;

  private int ready;
  private int turn;

  /** Messages of one frame that follow each other. */
  static final class Part {
    private final HeardFrame frame;
    private final int to;
    private int from;

    Part(HeardFrame frame, int from, int to) {
      this.frame = frame;
      this.from = from;
      this.to = to;
    }

    HeardFrame frame() {
      return frame;
    }

    int from() {
      return from;
    }

    /** The index behind the last one. */
    int to() {
      return to;
    }

    int size() {
      return to - from;
    }

    /** Takes the first so many away. */
    Part cut(int count) {
      var first = new Part(frame, from, from + count);
      from += count;
      return first;
    }
  }

  HeardShelf(MessageFilter filter) {
    this.filter = filter;
  }

  boolean isFor(MessageFilter wanted) {
    return filter.equals(wanted);
  }

  boolean wants(HeardFrame frame) {
    return frame.isFor(filter);
  }

  List<HeardReader> readers() {
    return readers;
  }

  int ready() {
    return ready;
  }

  boolean isEmpty(int lane) {
    return lanes == null || lanes.get(lane).isEmpty();
  }

  void add(Part part) {
    if (lanes == null) {
      lanes = new ArrayList<>(LANES);
      for (int lane = 0; lane < LANES; lane++) {
        lanes.add(new ArrayDeque<>());
      }
    }
    lanes.get(part.frame().lane()).add(part);
    ready += part.size();
  }

  /** The first messages of a lane, of one frame and at most so many; nothing if it is empty. */
  @Nullable Part take(int lane, int most) {
    if (lanes == null) {
      return null;
    }
    var queue = lanes.get(lane);
    var first = queue.peek();
    if (first == null) {
      return null;
    }
    var taken = first.size() <= most ? queue.poll() : first.cut(most);
    ready -= taken == null ? 0 : taken.size();
    return taken;
  }

  /** Everything of a lane, in order. */
  List<Part> takeAll(int lane) {
    if (lanes == null) {
      return List.of();
    }
    var all = List.copyOf(lanes.get(lane));
    lanes.get(lane).clear();
    for (var part : all) {
      ready -= part.size();
    }
    return all;
  }

  /** Whether anything stands in another lane. */
  boolean hasOthersThan(int lane) {
    for (int other = 0; other < LANES; other++) {
      if (other != lane && !isEmpty(other)) {
        return true;
      }
    }
    return false;
  }

  boolean hasIdleReader() {
    for (var reader : readers) {
      if (reader.appetite != HeardReader.Appetite.BUSY) {
        return true;
      }
    }
    return false;
  }

  /** With fewer messages than idle readers, each is left its part. */
  int shareOf(HeardReader reader) {
    int idle = 0;
    for (var other : readers) {
      idle += other != reader && other.appetite != HeardReader.Appetite.BUSY ? 1 : 0;
    }
    return idle == 0 ? ready : Math.ceilDiv(ready, idle + 1);
  }

  /** Gathers those to ring: as many as there are messages, of those that wait for a bell. */
  void wake(List<HeardReader> rung) {
    int count = ready;
    int first = turn;
    for (int i = 0; i < readers.size() && count > 0; i++) {
      int at = (first + i) % readers.size();
      var reader = readers.get(at);
      if (reader.appetite == HeardReader.Appetite.HUNGRY) {
        reader.appetite = HeardReader.Appetite.RUNG;
        rung.add(reader);
        turn = at + 1;
      }
      count -= reader.appetite == HeardReader.Appetite.RUNG ? 1 : 0;
    }
  }
}

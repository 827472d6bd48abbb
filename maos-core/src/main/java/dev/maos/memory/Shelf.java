package dev.maos.memory;

import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.message.MessageFilter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of a queue that readers with the same wishes share: what is ready for them, in four
 * lanes. Guarded by its endpoint's lock.
 */
final class Shelf {
  static final int LANES = 4;
  private static final MemoryInbox[] NOBODY = {};

  private final TopicPattern pattern;
  private final MessageFilter filter;

  /** Made when the first message comes: idle readers are many. */
  private @Nullable EntryList @Nullable [] lanes;

  private MemoryInbox[] readers = NOBODY;
  private int ready;
  private int turn;

  Shelf(TopicPattern pattern, MessageFilter filter) {
    this.pattern = pattern;
    this.filter = filter;
  }

  boolean isFor(TopicPattern wantedPattern, MessageFilter wantedFilter) {
    return pattern.equals(wantedPattern) && filter.equals(wantedFilter);
  }

  boolean wants(Message message) {
    return filter.accepts(message) && pattern.matches(message.topic());
  }

  int ready() {
    return ready;
  }

  MemoryInbox[] readers() {
    return readers;
  }

  /** Whose turn it is to be woken, so that idle readers share what comes one by one. */
  int turn() {
    return readers.length == 0 ? 0 : turn % readers.length;
  }

  void tookTurn(int index) {
    turn = (index + 1) % readers.length;
  }

  boolean hasIdleReader() {
    for (var reader : readers) {
      if (reader.appetite != MemoryInbox.Appetite.BUSY) {
        return true;
      }
    }
    return false;
  }

  void enter(MemoryInbox reader) {
    readers = reader.joining(readers);
  }

  void leave(MemoryInbox reader) {
    readers = Arrays.stream(readers).filter(r -> r != reader).toArray(MemoryInbox[]::new);
  }

  void add(Entry entry) {
    lane(entry.lane()).add(entry);
    ready++;
  }

  void putBack(Entry entry) {
    lane(entry.lane()).insertInOrder(entry);
    ready++;
  }

  void remove(Entry entry) {
    lane(entry.lane()).remove(entry);
    ready--;
  }

  @Nullable Entry peek(int lane) {
    var list = lanes == null ? null : lanes[lane];
    return list == null ? null : list.first();
  }

  /** The oldest ready message of the least urgent lane: the one to give up when something must. */
  @Nullable Entry oldestOfLowestLane() {
    for (int lane = LANES - 1; lane >= 0; lane--) {
      var entry = peek(lane);
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  private EntryList lane(int lane) {
    if (lanes == null) {
      lanes = new @Nullable EntryList[LANES];
    }
    var list = lanes[lane];
    if (list == null) {
      list = new EntryList();
      lanes[lane] = list;
    }
    return list;
  }
}

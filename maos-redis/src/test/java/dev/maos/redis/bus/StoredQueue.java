package dev.maos.redis.bus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The state of a queue as {@code 04-queues.lua} writes it. */
record StoredQueue(
    long depth,
    long claimed,
    long delayed,
    long dead,
    long dropped,
    long missed,
    long expired,
    long parked,
    long fleeting,
    boolean isAlone,
    boolean keeps,
    String ear,
    List<Shelf> shelves,
    boolean waitsForRoom) {
  static final int HUNGRY = 1;
  static final int RUNG = 2;

  /** What readers with the same wishes share. */
  record Shelf(long id, List<Long> ready, List<Reader> readers) {
    long allReady() {
      return ready.stream().mapToLong(Long::longValue).sum();
    }

    long count(int appetite) {
      return readers.stream().filter(reader -> reader.appetite == appetite).count();
    }
  }

  /** Somebody who takes from a shelf. */
  record Reader(long id, int appetite, String process) {}

  static StoredQueue read(byte[] state) {
    var in = ByteBuffer.wrap(state);
    var counts = new long[] {u32(in), u32(in), u32(in), u32(in)};
    var totals = new long[] {in.getLong(), in.getLong(), in.getLong()};
    long parked = u32(in);
    int policy = in.get();
    long fleeting = u32(in);
    boolean isAlone = in.get() == 1;
    boolean keeps = in.get() == 1;
    var ear = new byte[in.get()];
    in.get(ear);
    int count = in.getShort() & 0xFFFF;
    var shelves = new ArrayList<Shelf>();
    for (int i = 0; i < count; i++) {
      shelves.add(shelf(in));
    }
    int rooms = in.get() & 0xFF;
    if (in.remaining() != 16 * rooms || policy > 3) {
      throw new IllegalStateException("the state of a queue has another length than it says");
    }
    return new StoredQueue(
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        totals[0],
        totals[1],
        totals[2],
        parked,
        fleeting,
        isAlone,
        keeps,
        new String(ear, StandardCharsets.US_ASCII),
        shelves,
        rooms > 0);
  }

  private static Shelf shelf(ByteBuffer in) {
    long id = u32(in);
    int sees = in.get();
    var ready = List.of(u32(in), u32(in), u32(in), u32(in));
    int turn = in.getShort();
    int count = in.getShort() & 0xFFFF;
    var readers = new ArrayList<Reader>();
    for (int i = 0; i < count; i++) {
      readers.add(reader(in));
    }
    if (sees > 2 || turn > count) {
      throw new IllegalStateException("shelf " + id + " sees " + sees + ", turn " + turn);
    }
    return new Shelf(id, ready, readers);
  }

  private static Reader reader(ByteBuffer in) {
    long id = Answer.u48(in);
    int appetite = in.get();
    var process = new byte[16];
    in.get(process);
    return new Reader(id, appetite, new String(process, StandardCharsets.US_ASCII));
  }

  private static long u32(ByteBuffer in) {
    return in.getInt() & 0xFFFF_FFFFL;
  }
}

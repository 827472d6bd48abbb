package dev.maos.redis.event;

import dev.maos.event.Event;
import java.util.ArrayList;
import java.util.List;

/** Events that become one entry, as the library takes them. One thread's. */
final class Chunk {
  /** The most events of an entry. */
  static final int MOST_EVENTS = 128;

  private static final int MOST_BYTES = 64 * 1024;

  private final Packed index = new Packed();
  private final Packed bytes = new Packed();
  private int events;

  /** An event, and what {@link EventBytes} makes of it. */
  static final class Written {
    private final Event event;
    private final byte[] bytes;

    private Written(Event event) {
      this.event = event;
      this.bytes = EventBytes.write(event);
    }

    static Written of(Event event) {
      return new Written(event);
    }

    Event event() {
      return event;
    }

    int size() {
      return bytes.length;
    }
  }

  private Chunk() {}

  /** Two arguments for each chunk: its index, and the bytes of its events. */
  static List<byte[]> arguments(List<Written> all) {
    var arguments = new ArrayList<byte[]>();
    var chunk = new Chunk();
    for (var each : all) {
      if (!chunk.hasRoom(each.bytes.length)) {
        chunk.addTo(arguments);
        chunk = new Chunk();
      }
      chunk.add(each.event, each.bytes);
    }
    chunk.addTo(arguments);
    return arguments;
  }

  private boolean hasRoom(int more) {
    return events == 0 || (events < MOST_EVENTS && bytes.size() + more <= MOST_BYTES);
  }

  private void add(Event event, byte[] written) {
    var terms = Term.of(event);
    index.u32(written.length).uuid(event.id()).u8(terms.size());
    terms.forEach(index::raw);
    bytes.raw(written);
    events++;
  }

  private void addTo(List<byte[]> arguments) {
    if (events > 0) {
      arguments.add(index.done());
      arguments.add(bytes.done());
    }
  }
}

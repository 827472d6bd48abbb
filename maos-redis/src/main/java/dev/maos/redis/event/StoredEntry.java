package dev.maos.redis.event;

import dev.maos.event.RecordedEvent;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the stream as it was read.
 *
 * @param events those that could be read, in order
 * @param unreadable how many are damaged
 * @param bytes about how many it has
 */
record StoredEntry(List<RecordedEvent> events, int unreadable, int bytes) {
  /** What an entry of somebody else has for us. */
  static final StoredEntry NONE = new StoredEntry(List.of(), 0, 0);

  private static final int FIELDS = 6;
  private static final int HEADER_BYTES = 16;
  private static final int TERM_BYTES = 17;
  private static final int ID_BYTES = 16;

  StoredEntry {
    events = List.copyOf(events);
  }

  /** Reads what the server sent for an entry; nothing if it is somebody else's. */
  static Optional<StoredEntry> read(List<?> raw) {
    try {
      return raw.size() == 2 && raw.get(1) instanceof List<?> fields && isOurs(fields)
          ? read(id(raw), fields)
          : Optional.empty();
    } catch (BufferUnderflowException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<StoredEntry> read(String id, List<?> fields) {
    var header = ByteBuffer.wrap((byte[]) fields.get(1));
    long first = Sequences.read(header);
    var recordedAt = EventBytes.instant(header.getLong());
    int count = header.getShort() & 0xFFFF;
    if (!id.equals((first + count - 1) + "-" + count)) {
      return Optional.empty();
    }
    var index = ByteBuffer.wrap((byte[]) fields.get(3));
    var bytes = (byte[]) fields.get(5);
    var events = new ArrayList<RecordedEvent>(count);
    int from = 0;
    for (long sequence = first; index.hasRemaining(); sequence++) {
      int to = from + index.getInt();
      index.position(index.position() + ID_BYTES);
      int terms = index.get();
      index.position(index.position() + terms * TERM_BYTES);
      long place = sequence;
      EventBytes.read(bytes, from, to)
          .ifPresent(event -> events.add(new RecordedEvent(place, recordedAt, event)));
      from = to;
    }
    return Optional.of(new StoredEntry(events, count - events.size(), bytes.length));
  }

  /** The id of an entry of anybody. */
  static String id(List<?> raw) {
    return new String((byte[]) raw.getFirst(), StandardCharsets.US_ASCII);
  }

  private static boolean isOurs(List<?> fields) {
    return fields.size() == FIELDS
        && isNamed(fields.get(0), 'h')
        && isNamed(fields.get(2), 'i')
        && isNamed(fields.get(4), 'e')
        && fields.get(1) instanceof byte[] header
        && header.length == HEADER_BYTES
        && fields.get(3) instanceof byte[]
        && fields.get(5) instanceof byte[];
  }

  private static boolean isNamed(Object field, char name) {
    return field instanceof byte[] bytes && bytes.length == 1 && bytes[0] == name;
  }
}

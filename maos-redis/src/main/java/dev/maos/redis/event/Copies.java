package dev.maos.redis.event;

import dev.maos.event.RecordedEvent;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Single events as the library answers them: when they were recorded, then their bytes. */
final class Copies {
  private static final int TIME_BYTES = 8;

  private Copies() {}

  /** Nothing if it is gone or damaged. */
  static Optional<RecordedEvent> read(long sequence, byte[] copy) {
    if (copy.length < TIME_BYTES) {
      return Optional.empty();
    }
    var recordedAt = EventBytes.instant(ByteBuffer.wrap(copy).getLong());
    return EventBytes.read(copy, TIME_BYTES, copy.length)
        .map(event -> new RecordedEvent(sequence, recordedAt, event));
  }
}

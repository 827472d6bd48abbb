package dev.maos.bench.peers;

import dev.maos.event.Event;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands events on as they are, which is the fastest that a Vert.x event bus can do. */
final class EventCodec implements MessageCodec<Event, Event> {
  static final String NAME = "event";
  private static final byte USER_CODEC = -1;

  @Override
  public void encodeToWire(Buffer buffer, Event event) {
    throw new UnsupportedOperationException("the event bus is local");
  }

  @Override
  public Event decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("the event bus is local");
  }

  @Override
  public Event transform(Event event) {
    return event;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return USER_CODEC;
  }
}

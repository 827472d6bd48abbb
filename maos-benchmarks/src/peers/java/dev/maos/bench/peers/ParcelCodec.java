package dev.maos.bench.peers;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands parcels on as they are, which is the fastest that a Vert.x event bus can do. */
final class ParcelCodec implements MessageCodec<Parcel, Parcel> {
  static final String NAME = "parcel";
  private static final byte USER_CODEC = -1;

  @Override
  public void encodeToWire(Buffer buffer, Parcel parcel) {
    throw new UnsupportedOperationException("the event bus is local");
  }

  @Override
  public Parcel decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("the event bus is local");
  }

  @Override
  public Parcel transform(Parcel parcel) {
    return parcel;
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

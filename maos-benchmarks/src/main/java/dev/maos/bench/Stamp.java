package dev.maos.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * The first 24 bytes of every payload: its stream, its number in that stream, and the moment at
 * which it was meant to be sent ({@link System#nanoTime()}).
 */
final class Stamp {
  static final int BYTES = 24;
  private static final int NUMBER = 8;
  private static final int TIME = 16;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Stamp() {}

  /** A payload without a stamp, filled from the seed. */
  static byte[] blank(int size, long seed) {
    var payload = new byte[size];
    new SplittableRandom(seed).nextBytes(payload);
    return payload;
  }

  static void write(byte[] payload, int stream, long number, long nanos) {
    LONG.set(payload, 0, (long) stream);
    LONG.set(payload, NUMBER, number);
    LONG.set(payload, TIME, nanos);
  }

  static int stream(ByteBuffer payload) {
    return (int) payload.getLong(payload.position());
  }

  static long number(ByteBuffer payload) {
    return payload.getLong(payload.position() + NUMBER);
  }

  static long nanos(ByteBuffer payload) {
    return payload.getLong(payload.position() + TIME);
  }
}

package dev.maos.redis.bus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An entry as {@code 03-entries.lua} writes it: messages {@code from} to {@code to} of a frame. */
record StoredEntry(
    long seq, long frame, int from, int to, int attempts, int flags, long expires, String key) {
  static final int LENGTH = 27;
  static final int SOLE = 4;
  static final int OWNS = 16;
  static final int FLEETING = 32;

  static StoredEntry read(ByteBuffer in) {
    long seq = Answer.u48(in);
    long frame = Answer.u48(in);
    int from = in.getShort() & 0xFFFF;
    int to = in.getShort() & 0xFFFF;
    int attempts = in.getShort() & 0xFFFF;
    int flags = in.get() & 0xFF;
    long expires = in.getLong();
    var key = new byte[in.remaining()];
    in.get(key);
    return new StoredEntry(
        seq, frame, from, to, attempts, flags, expires, new String(key, StandardCharsets.UTF_8));
  }

  static StoredEntry read(String latin) {
    return read(ByteBuffer.wrap(Keyspace.bytes(latin)));
  }

  int size() {
    return to - from;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}

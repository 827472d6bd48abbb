package dev.maos.bench.raw;

import java.nio.ByteBuffer;

/** The keys of many agents, and the bell that names agents by their numbers. */
record AgentKeys(String prefix, int size) {
  static final String GROUP = "g";

  String key(int agent) {
    return prefix + ":" + agent;
  }

  String bell() {
    return prefix + ":bell";
  }

  static void write(byte[] bell, int at, int agent) {
    ByteBuffer.wrap(bell).putInt(at * Integer.BYTES, agent);
  }

  static int read(byte[] bell, int offset, int at) {
    return ByteBuffer.wrap(bell).getInt(offset + at * Integer.BYTES);
  }
}

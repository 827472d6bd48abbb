package dev.maos.bench.raw;

import java.io.IOException;

/** A frame is an entry of a Redis stream. */
final class StreamOutlet implements Outlet {
  // More than can be outstanding, each message in an entry of its own; without a bound the entries
  // that were read would pile up.
  private static final String KEPT = "6000";

  private final byte[][] prefixes;

  StreamOutlet(String[] keys) {
    prefixes = new byte[keys.length][];
    for (int i = 0; i < keys.length; i++) {
      prefixes[i] = RespWriter.prefix(8, "XADD", keys[i], "MAXLEN", "~", KEPT, "*", "d");
    }
  }

  @Override
  public void write(RespWriter out, int stream, Frame frame) {
    out.command(prefixes[stream]).argument(frame.bytes(), 0, frame.size());
  }

  @Override
  public void read(RespReader in) throws IOException {
    in.bulk();
  }
}

package dev.maos.bench.raw;

import dev.maos.bench.BenchFailedException;
import java.io.IOException;

/** A frame is published to a channel, and forgotten. */
final class ChannelOutlet implements Outlet {
  private final byte[] prefix;

  ChannelOutlet(String channel) {
    prefix = RespWriter.prefix(3, "PUBLISH", channel);
  }

  @Override
  public void write(RespWriter out, int stream, Frame frame) {
    out.command(prefix).argument(frame.bytes(), 0, frame.size());
  }

  @Override
  public void read(RespReader in) throws IOException {
    if (in.integer() != 1) {
      throw new BenchFailedException("a frame was published, and nobody listened");
    }
  }
}

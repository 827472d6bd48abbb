package dev.maos.bench.raw;

import dev.maos.bench.Sink;
import java.io.IOException;

/** Frames from a channel. */
final class ChannelIntake extends Intake {
  private ChannelIntake(RespConnection connection, Sink sink) {
    super(connection, sink);
  }

  /** Subscribes, and then reads. */
  static ChannelIntake open(RawAddress address, String channel, Sink sink) {
    var connection = RespConnection.open(address);
    connection.call("SUBSCRIBE", channel);
    var intake = new ChannelIntake(connection, sink);
    intake.start();
    return intake;
  }

  @Override
  void readOn(RespConnection from, Sink to) throws IOException {
    var in = from.in();
    in.array();
    in.skip();
    in.skip();
    in.bulk();
    Frame.open(in.bytes(), in.offset(), in.length(), to::accept);
  }
}

package dev.maos.bench.raw;

import dev.maos.bench.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hears the bell and reads the streams that it names, all of them in one write. */
final class BellIntake extends Intake {
  private static final String ENTRIES = "64";

  private final RespConnection reading;
  private final AgentKeys keys;
  // Key and id of each entry that was handled and is not yet acknowledged.
  private final List<byte[]> handled = new ArrayList<>();

  private BellIntake(RespConnection bell, RespConnection reading, AgentKeys keys, Sink sink) {
    super(bell, sink);
    this.reading = reading;
    this.keys = keys;
  }

  static BellIntake open(RawAddress address, AgentKeys keys, Sink sink) {
    var bell = RespConnection.open(address);
    bell.call("SUBSCRIBE", keys.bell());
    var intake = new BellIntake(bell, RespConnection.open(address), keys, sink);
    intake.start();
    return intake;
  }

  @Override
  void readOn(RespConnection from, Sink to) throws IOException {
    var out = reading.out();
    int acknowledged = acknowledge(out);
    int named = 0;
    do {
      named += hear(from.in(), out);
    } while (from.in().hasMore());
    reading.send();
    reading.skip(acknowledged);
    for (int i = 0; i < named; i++) {
      readStreams(reading.in(), to);
    }
  }

  private int hear(RespReader bell, RespWriter out) throws IOException {
    bell.array();
    bell.skip();
    bell.skip();
    bell.bulk();
    int named = bell.length() / Integer.BYTES;
    for (int i = 0; i < named; i++) {
      int agent = AgentKeys.read(bell.bytes(), bell.offset(), i);
      out.words(
          "XREADGROUP",
          "GROUP",
          AgentKeys.GROUP,
          "c",
          "COUNT",
          ENTRIES,
          "STREAMS",
          keys.key(agent),
          ">");
    }
    return named;
  }

  private int acknowledge(RespWriter out) {
    int commands = handled.size() / 2;
    for (int i = 0; i < handled.size(); i += 2) {
      out.command(4)
          .argument("XACK")
          .argument(handled.get(i))
          .argument(AgentKeys.GROUP)
          .argument(handled.get(i + 1));
    }
    handled.clear();
    return commands;
  }

  private void readStreams(RespReader in, Sink to) throws IOException {
    int streams = in.array();
    for (int i = 0; i < streams; i++) {
      in.array();
      in.bulk();
      var key = copy(in);
      int entries = in.array();
      for (int e = 0; e < entries; e++) {
        in.array();
        in.bulk();
        handled.add(key);
        handled.add(copy(in));
        in.array();
        in.skip();
        in.bulk();
        to.accept(ByteBuffer.wrap(in.bytes(), in.offset(), in.length()));
      }
    }
  }

  private static byte[] copy(RespReader in) {
    return Arrays.copyOfRange(in.bytes(), in.offset(), in.offset() + in.length());
  }

  @Override
  void closeMore() {
    reading.close();
  }
}

package dev.maos.bench.raw;

import dev.maos.bench.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Frames from one stream or several, as one consumer of a group: eight entries at a time, each
 * acknowledged in the same write that asks for the next ones.
 */
final class StreamIntake extends Intake {
  private static final String ENTRIES = "8";
  private static final String BLOCK_MILLIS = "1000";
  private static final String GROUP = "g";

  private final byte[] reading;
  private final byte[][] keys;
  private final List<List<byte[]>> handled = new ArrayList<>();

  private StreamIntake(RespConnection connection, String[] keys, Sink sink) {
    super(connection, sink);
    this.reading = reading(keys);
    this.keys = new byte[keys.length][];
    for (int i = 0; i < keys.length; i++) {
      this.keys[i] = keys[i].getBytes(StandardCharsets.UTF_8);
      handled.add(new ArrayList<>());
    }
  }

  /** Makes the groups, and then reads; of several streams, the first has precedence. */
  static StreamIntake open(RawAddress address, String[] keys, Sink sink) {
    var connection = RespConnection.open(address);
    for (var key : keys) {
      connection.call("XGROUP", "CREATE", key, GROUP, "$", "MKSTREAM");
    }
    var intake = new StreamIntake(connection, keys, sink);
    intake.start();
    return intake;
  }

  private static byte[] reading(String[] keys) {
    var words =
        new ArrayList<>(
            List.of(
                "XREADGROUP",
                "GROUP",
                GROUP,
                "c",
                "COUNT",
                ENTRIES,
                "BLOCK",
                BLOCK_MILLIS,
                "STREAMS"));
    words.addAll(List.of(keys));
    words.addAll(Collections.nCopies(keys.length, ">"));
    return RespWriter.prefix(words.size(), words.toArray(String[]::new));
  }

  @Override
  void readOn(RespConnection from, Sink to) throws IOException {
    int acknowledged = acknowledge(from.out());
    from.out().command(reading);
    from.send();
    from.skip(acknowledged);
    int streams = from.in().array();
    for (int i = 0; i < streams; i++) {
      readStream(from.in(), to);
    }
  }

  private int acknowledge(RespWriter out) {
    int commands = 0;
    for (int i = 0; i < keys.length; i++) {
      var ids = handled.get(i);
      if (!ids.isEmpty()) {
        out.command(3 + ids.size()).argument("XACK").argument(keys[i]).argument(GROUP);
        ids.forEach(out::argument);
        ids.clear();
        commands++;
      }
    }
    return commands;
  }

  private void readStream(RespReader in, Sink to) throws IOException {
    in.array();
    in.bulk();
    var ids = handled.get(indexOf(in));
    int entries = in.array();
    for (int i = 0; i < entries; i++) {
      in.array();
      in.bulk();
      ids.add(copy(in));
      in.array();
      in.skip();
      in.bulk();
      Frame.open(in.bytes(), in.offset(), in.length(), to::accept);
    }
  }

  private int indexOf(RespReader key) {
    int i = 0;
    while (i < keys.length - 1
        && !Arrays.equals(
            keys[i], 0, keys[i].length, key.bytes(), key.offset(), key.offset() + key.length())) {
      i++;
    }
    return i;
  }

  private static byte[] copy(RespReader in) {
    return Arrays.copyOfRange(in.bytes(), in.offset(), in.offset() + in.length());
  }
}

package dev.maos.redis.bus;

import dev.maos.message.QueueLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Who sends commands: a process and one of its pipelines, with what every command says of it.
 *
 * @param name the 16 characters of the process, then a letter for the pipeline
 * @param isNumbered whether commands are numbered and so repeated until they are answered
 * @param key the key that all keys of the namespace begin with
 * @param settings the bounds that this process asks for
 */
record Session(String name, boolean isNumbered, byte[] key, byte[] settings) {

  /** How long the server remembers a session that says nothing: far longer than any retry. */
  private static final int REMEMBERED_MILLIS = 6 * 60 * 60 * 1_000;

  static byte[] settings(QueueLimits limits, boolean sharded) {
    return new Packer()
        .u32(limits.maxQueueSize())
        .u32(limits.maxDeadLetters())
        .u32(limits.history())
        .u64(limits.dedupeWindow().toNanos() / 1_000)
        .u32(limits.dedupeCapacity())
        .u8(sharded ? 1 : 0)
        .u32(REMEMBERED_MILLIS)
        .done();
  }

  List<byte[]> arguments(Command command, int generation) {
    var all = new ArrayList<byte[]>(command.arguments().size() + 4);
    all.add(ascii(name));
    all.add(ascii(Long.toString(command.number)));
    all.add(settings);
    all.add(ascii(Integer.toString(generation)));
    all.addAll(command.arguments());
    return all;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

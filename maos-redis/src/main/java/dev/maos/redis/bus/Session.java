package dev.maos.redis.bus;

import dev.maos.message.QueueLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who sends commands: a process and one of its pipelines, with what every command says of it. */
final class Session {
  /** Publishes; keeps what was answered in case that the server loses it. */
  static final char PUBLISHING = 'p';

  /** Sends what must not be repeated, so its commands have no numbers. */
  static final char ONCE = 'o';

  static final char SETTLING = 's';
  static final char ASKING = 'a';

  private static final byte[] META = {'m', 'e', 't', 'a'};
  private static final byte[] LARGE = {'l', 'a', 'r', 'g', 'e'};

  /** How long the server remembers a session that says nothing: far longer than any retry. */
  private static final int REMEMBERED_MILLIS = 6 * 60 * 60 * 1_000;

  private final byte[] name;
  private final boolean isNumbered;
  private final boolean keepsOutbox;
  private final List<byte[]> keys;
  private final byte[] settings;
  private final byte[] largeFrames;

  /**
   * A session that has said nothing yet.
   *
   * @param process 16 characters
   * @param letter which of the process's pipelines it is
   * @param key what all keys of the namespace begin with
   * @param settings the bounds that this process asks for
   */
  Session(String process, char letter, byte[] key, byte[] settings) {
    this.name = ascii(process + letter);
    this.isNumbered = letter != ONCE;
    this.keepsOutbox = letter == PUBLISHING;
    this.keys = List.of(key, concat(key, META));
    this.settings = settings;
    this.largeFrames = largeFrames(key);
  }

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

  /** The hash of large frames in the namespace whose keys begin so. */
  static byte[] largeFrames(byte[] key) {
    return concat(key, LARGE);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    var both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Whether what was answered is kept in case that the server loses it. */
  boolean keepsOutbox() {
    return keepsOutbox;
  }

  boolean isNumbered() {
    return isNumbered;
  }

  /**
   * The keys that a command names. The first never exists, the second always does: while a Cluster
   * moves the slot to another node, neither node then takes the command, which would find half of
   * the keys.
   */
  List<byte[]> keys() {
    return keys;
  }

  byte[] largeFrames() {
    return largeFrames;
  }

  List<byte[]> arguments(Command command, int generation) {
    var cargo = command.cargo();
    var all = new ArrayList<byte[]>(cargo.arguments().size() + 5);
    all.add(name);
    all.add(ascii(Long.toString(command.number)));
    all.add(settings);
    all.add(ascii(Integer.toString(generation)));
    all.add(cargo.frameNumbers());
    all.addAll(cargo.arguments());
    return all;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

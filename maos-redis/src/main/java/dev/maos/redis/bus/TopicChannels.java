package dev.maos.redis.bus;

import dev.maos.base.TopicPattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The channels on which at-most-once messages to topics go out. A topic's is found by its hash, so
 * that a process hears little but what it reads; patterns with wildcards hear them all.
 */
final class TopicChannels {
  /** How many there are. All versions of a namespace's processes must agree. */
  static final int COUNT = 64;

  private static final String NAME = "call:";

  private final byte[][] names = new byte[COUNT][];

  TopicChannels(String prefix) {
    Arrays.setAll(names, i -> (prefix + NAME + i).getBytes(StandardCharsets.US_ASCII));
  }

  /** The number of a topic's channel. */
  static int of(String topic) {
    int hash = topic.hashCode();
    return (hash ^ hash >>> 16) & COUNT - 1;
  }

  /** The numbers of all channels on which a topic of that pattern may be heard. */
  static List<Integer> of(TopicPattern pattern) {
    return pattern.isExact()
        ? List.of(of(pattern.value()))
        : IntStream.range(0, COUNT).boxed().toList();
  }

  /** The name of a topic's channel behind what all names of the namespace begin with. */
  static String nameOf(String topic) {
    return NAME + of(topic);
  }

  byte[] name(int number) {
    return names[number];
  }
}

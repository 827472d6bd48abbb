package dev.maos.redis.tables;

import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.Reply;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes steps of the library in the server. While a step is not answered it is taken again, for the
 * command timeout of the URI. Thread-safe.
 */
final class TableSteps {
  private static final int CALLER_BYTES = 8;
  private static final long NONE = 0;

  private final RedisLink link;
  private final List<byte[]> keys;
  private final byte[] caller;

  // The server keeps the answer of the last numbered step, so there is one at a time.
  private final ReentrantLock turn = new ReentrantLock(true);
  private long number;

  TableSteps(RedisLink link, String prefix) {
    this.link = link;
    // The first never exists, the second always does: while a Cluster moves the slot to another
    // node, neither node then takes the step, which would find half of the keys.
    this.keys = List.of(bytes(prefix), bytes(prefix + "meta"));
    var name = new byte[CALLER_BYTES];
    new SecureRandom().nextBytes(name);
    this.caller = bytes(HexFormat.of().formatHex(name));
  }

  /**
   * Takes a step that takes effect once. It waits for those of other threads.
   *
   * @throws LinkException if there was no answer in time; it may have been taken then
   */
  Reply once(LuaFunction function, String step, List<byte[]> arguments) {
    turn.lock();
    try {
      number++;
      return take(function, step, number, arguments);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Takes a step that may as well be taken twice.
   *
   * @throws LinkException if there was no answer in time; it may have been taken then
   */
  Reply freely(LuaFunction function, String step, List<byte[]> arguments) {
    return take(function, step, NONE, arguments);
  }

  private Reply take(LuaFunction function, String step, long under, List<byte[]> arguments) {
    var all = new ArrayList<byte[]>(arguments.size() + 3);
    all.add(bytes(step));
    all.add(caller);
    all.add(bytes(Long.toString(under)));
    all.addAll(arguments);
    return new Reply(link.repeat(function, keys, all));
  }

  /** An argument as it goes to the server. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

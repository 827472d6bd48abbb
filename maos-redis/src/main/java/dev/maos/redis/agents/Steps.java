package dev.maos.redis.agents;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.RedisLink;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes steps of the library in the server. While a step is not answered it is taken again, for the
 * command timeout of the URI. One that must not take effect twice goes under a number, under which
 * the server tells again what it answered the first time. Thread-safe.
 */
final class Steps {
  private static final int CALLER_BYTES = 8;
  private static final long NONE = 0;
  private static final String FORGOTTEN = "old";

  private final RedisLink link;
  private final List<byte[]> keys;
  private final String caller = freshCaller();
  private final AtomicLong numbers = new AtomicLong();

  /**
   * Steps in a namespace.
   *
   * @param prefix what all keys of the registry begin with
   */
  Steps(RedisLink link, String prefix) {
    this.link = link;
    // The first never exists, the second always does: while a Cluster moves the slot to another
    // node, neither node then takes the step, which would find half of the keys.
    this.keys = List.of(bytes(prefix), bytes(prefix + "meta"));
  }

  private static String freshCaller() {
    var bytes = new byte[CALLER_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Takes a step that takes effect once.
   *
   * @throws LinkException if there was no answer in time; it may have taken effect then
   */
  Reply once(LuaFunction function, String step, List<byte[]> arguments) {
    var reply = take(function, step, numbers.incrementAndGet(), arguments);
    if (reply.status().equals(FORGOTTEN)) {
      throw new MaosException(
          ErrorCode.OUTCOME_UNKNOWN, "Redis does not know any more what it answered to " + step);
    }
    return reply;
  }

  /**
   * Takes a step that may as well be taken twice.
   *
   * @throws LinkException if there was no answer in time
   */
  Reply freely(String step, List<byte[]> arguments) {
    return take(AgentLibrary.SETTLING, step, NONE, arguments);
  }

  private Reply take(LuaFunction function, String step, long number, List<byte[]> arguments) {
    var all = new ArrayList<byte[]>(arguments.size() + 4);
    all.add(bytes(step));
    all.add(bytes(caller));
    all.add(bytes(Long.toString(number)));
    all.add(bytes(link.sharded() ? "1" : "0"));
    all.addAll(arguments);
    return new Reply(link.repeat(function, keys, all));
  }

  /** An argument as it goes to the server. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A number as it goes to the server. */
  static byte[] bytes(long number) {
    return bytes(Long.toString(number));
  }
}

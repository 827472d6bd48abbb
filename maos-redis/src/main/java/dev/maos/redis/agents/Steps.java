package dev.maos.redis.agents;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.Reply;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/**
 * Takes steps of the library in the server. While a step is not answered it is taken again, for the
 * command timeout of the URI. One that must not take effect twice goes under a number, under which
 * the server tells again what it answered the first time. Thread-safe.
 */
final class Steps {
  /** How many steps with a number are under way at most; further ones wait. */
  private static final int SLOTS = 64;

  private static final int CALLER_BYTES = 8;
  private static final Slot NONE = new Slot(0, 0);

  private final RedisLink link;
  private final AgentLibrary library;
  private final List<byte[]> keys;
  private final String caller = freshCaller();
  private final BlockingDeque<Slot> slots = new LinkedBlockingDeque<>();

  /**
   * One of the places that a step with a number takes, so that the server keeps one answer for each
   * and none for long.
   *
   * @param number of the last step here
   */
  private record Slot(int place, long number) {
    Slot next() {
      return new Slot(place, number + 1);
    }
  }

  /**
   * Steps in a namespace.
   *
   * @param prefix what all keys of the registry begin with
   */
  Steps(RedisLink link, String prefix, AgentLibrary library) {
    this.link = link;
    this.library = library;
    // The first never exists, the second always does: while a Cluster moves the slot to another
    // node, neither node then takes the step, which would find half of the keys.
    this.keys = List.of(bytes(prefix), bytes(prefix + "meta"));
    for (int place = 0; place < SLOTS; place++) {
      slots.addLast(new Slot(place, 0));
    }
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
   * @throws MaosException {@link ErrorCode#TRANSPORT_UNAVAILABLE} or {@link ErrorCode#INTERRUPTED}
   *     if others were under way for too long; it was not taken then
   */
  Reply once(LuaFunction function, String step, List<byte[]> arguments) {
    var slot = freeSlot().next();
    try {
      return take(function, step, slot, arguments);
    } finally {
      // Whatever became of it, the next one has a greater number, after which it is refused.
      slots.addFirst(slot);
    }
  }

  private Slot freeSlot() {
    var patience = link.uri().timeout();
    try {
      var slot = slots.pollFirst(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (slot == null) {
        throw new MaosException(
            ErrorCode.TRANSPORT_UNAVAILABLE,
            "%d steps of the registry wait for Redis, for more than %s".formatted(SLOTS, patience));
      }
      return slot;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MaosException(ErrorCode.INTERRUPTED, "interrupted before a step of the registry");
    }
  }

  /**
   * Takes a step that may as well be taken twice.
   *
   * @throws LinkException if there was no answer in time
   */
  Reply freely(String step, List<byte[]> arguments) {
    return take(library.settling(), step, NONE, arguments);
  }

  private Reply take(LuaFunction function, String step, Slot slot, List<byte[]> arguments) {
    var all = new ArrayList<byte[]>(arguments.size() + 5);
    all.add(bytes(step));
    all.add(bytes(caller));
    all.add(bytes(slot.place()));
    all.add(bytes(slot.number()));
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

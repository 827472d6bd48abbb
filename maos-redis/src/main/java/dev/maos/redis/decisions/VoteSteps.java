package dev.maos.redis.decisions;

import dev.maos.redis.link.Convoy;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.Reply;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Takes steps of the library in the server, those of all threads together. While a step is not
 * answered it is taken again, for the command timeout of the URI: each may be taken twice.
 * Thread-safe.
 */
final class VoteSteps {
  private static final int CALLER_BYTES = 8;

  private final RedisLink link;
  private final Convoy writing;
  private final Convoy settling;
  private final String caller;
  private final AtomicLong calls = new AtomicLong();
  private final Consumer<String> hook;

  /**
   * Steps in a namespace.
   *
   * @param prefix what all keys of votes begin with
   * @param hook told before and after each step; for tests that end the process there
   */
  VoteSteps(RedisLink link, String prefix, VoteLibrary library, Consumer<String> hook) {
    this.link = link;
    this.hook = hook;
    // The first never exists, the second always does: while a Cluster moves the slot to another
    // node, neither node then takes the step, which would find half of the keys.
    var keys = List.of(bytes(prefix), bytes(prefix + "meta"));
    this.writing = new Convoy(link, library.writing(), keys);
    this.settling = new Convoy(link, library.settling(), keys);
    var bytes = new byte[CALLER_BYTES];
    new SecureRandom().nextBytes(bytes);
    this.caller = HexFormat.of().formatHex(bytes);
  }

  /** A name for one call, by which the server knows it when it is repeated. */
  byte[] freshName() {
    return bytes(caller + " " + calls.incrementAndGet());
  }

  /** Whether channels are sharded. */
  byte[] sharded() {
    return bytes(link.sharded() ? 1 : 0);
  }

  /**
   * Takes a step that needs memory: refused when the server is full.
   *
   * @throws LinkException if there was no answer in time; it may have been taken then
   */
  Reply write(String step, List<byte[]> arguments) {
    return take(writing, step, arguments);
  }

  /**
   * Takes a step that brings a vote to its end, or only looks: it works when the server is full.
   */
  Reply settle(String step, List<byte[]> arguments) {
    return take(settling, step, arguments);
  }

  /** How many steps wait for calls that are under way. */
  int waiting() {
    return writing.waiting() + settling.waiting();
  }

  private Reply take(Convoy convoy, String step, List<byte[]> arguments) {
    var all = new ArrayList<byte[]>(arguments.size() + 1);
    all.add(bytes(step));
    all.addAll(arguments);
    hook.accept("before " + step);
    var reply = convoy.take(all);
    hook.accept("after " + step);
    return reply;
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

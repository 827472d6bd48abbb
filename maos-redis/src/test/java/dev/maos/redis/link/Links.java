package dev.maos.redis.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import dev.maos.base.TimeSource;
import dev.maos.testkit.redis.RedisServer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What tests of links say again and again. */
final class Links {
  static final byte[] KEY = bytes("{maos}:key");
  static final long BOUND_SECONDS = 30;
  private static final long PAUSE_NANOS = 5_000_000;

  /** Counts how often it ran. */
  static final LuaFunction COUNT = function("return {redis.call('INCR', keys[1])}");

  private Links() {}

  /** A function of {@code keys} and {@code args}, alone in a library of its own. */
  static LuaFunction function(String body) {
    var text = "redis.register_function(LIBRARY, function(keys, args) " + body + " end)";
    return LuaFunction.of("test", text, "");
  }

  /** Lets the server know functions before anybody asks for them. */
  static void load(RedisServer server, LuaFunction... functions) {
    for (var each : functions) {
      server.command("FUNCTION", "LOAD", "REPLACE", each.source());
    }
  }

  static RedisLink open(RedisServer server) {
    return open(server.uri());
  }

  static RedisLink open(String uri) {
    return RedisLink.open(RedisUri.parse(uri), TimeSource.system());
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static CompletionStage<List<Object>> run(ScriptLine line, LuaFunction function) {
    return line.run(function, KEY, List.of());
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("failed: " + e.getCause(), e);
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("no answer", e);
    }
  }

  static LinkException failure(CompletionStage<?> stage) {
    try {
      var answer = stage.toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("no failure but " + answer);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LinkException failure) {
        return failure;
      }
      throw new AssertionError("another failure", e);
    } catch (TimeoutException | InterruptedException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** Runs a function again and again until it works, as the callers of a line do. */
  static List<Object> untilDone(ScriptLine line, LuaFunction function) {
    return untilDone(() -> run(line, function));
  }

  static List<Object> untilDone(Supplier<CompletionStage<List<Object>>> attempt) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
    while (System.nanoTime() < end) {
      try {
        return attempt.get().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (TimeoutException | InterruptedException e) {
        throw new AssertionError("no answer", e);
      }
    }
    return fail("not within " + BOUND_SECONDS + " s");
  }
}

package dev.maos.redis.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.maos.base.ErrorCode;
import dev.maos.event.EventStoreException;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.LinkException.Effect;
import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.ScriptLine;
import dev.maos.resilience.Backoff;
import dev.maos.resilience.ErrorFilter;
import dev.maos.resilience.Retrier;
import dev.maos.resilience.RetriesExhaustedException;
import dev.maos.resilience.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the library's functions and plain commands, and waits for their answers.
 *
 * <p>What could not be sent, or what may be done twice and was not answered, is tried again for as
 * long as a command may take. Being interrupted does not end the waiting for an answer, only the
 * trying. Thread-safe.
 */
final class Calls {
  private static final RetryPolicy POLICY =
      RetryPolicy.defaults()
          .maxAttempts(Integer.MAX_VALUE)
          .backoff(new Backoff.Exponential(Duration.ofMillis(1), 2))
          .maxDelay(Duration.ofMillis(50));

  private final RedisLink link;
  private final EventLibrary library;
  private final byte[] prefix;

  /** Tries again what could not be sent. */
  private final Retrier insisting;

  /** Tries again also what was not answered. */
  private final Retrier repeating;

  private volatile boolean closed;

  Calls(RedisLink link, EventLibrary library) {
    this.link = link;
    this.library = library;
    this.prefix = (link.uri().prefix() + "events:").getBytes(UTF_8);
    this.insisting = retrier(EnumSet.of(Effect.NOT_NOW));
    this.repeating = retrier(EnumSet.of(Effect.NOT_NOW, Effect.UNKNOWN));
  }

  private Retrier retrier(Set<Effect> again) {
    var policy =
        POLICY.retryOn(
            new ErrorFilter.Where(
                error -> error instanceof LinkException e && again.contains(e.effect())));
    // Without jitter nobody asks for chance.
    return new Retrier(policy, link.time(), () -> 0);
  }

  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  void checkOpen() {
    if (closed) {
      throw Troubles.closed();
    }
  }

  /** A key of the history, or its channel. */
  byte[] key(String name) {
    return (link.uri().prefix() + "events:" + name).getBytes(UTF_8);
  }

  /** Runs the function that needs room, and waits for replicas if the URI asks for it. */
  Answered add(List<byte[]> arguments) {
    int replicas = link.uri().replicas();
    return read(
        tried(
            () ->
                replicas == 0
                    ? run(link.publishing(), library.adding(), arguments)
                    : replicated(arguments, replicas),
            true,
            true));
  }

  private CompletionStage<List<Object>> replicated(List<byte[]> arguments, int replicas) {
    var done = run(link.publishing(), library.adding(), arguments);
    var copies = link.waitForReplicas(link.publishing(), replicas, link.uri().timeout());
    return done.thenCombine(
        copies,
        (answer, count) -> {
          if (count < replicas) {
            throw new LinkException(
                Effect.UNKNOWN,
                ErrorCode.OUTCOME_UNKNOWN,
                "it is stored, but only on %d of %d replicas".formatted(count, replicas));
          }
          return answer;
        });
  }

  /** Runs a function that may be repeated; {@code changes} if it changes something. */
  Answered tend(boolean changes, String operation, byte[]... arguments) {
    return read(tried(() -> tending(operation, arguments), true, changes));
  }

  /** Runs a function that must not be repeated if its answer is lost. */
  Answered once(String operation, byte[]... arguments) {
    return read(tried(() -> tending(operation, arguments), false, true));
  }

  /** Runs plain commands that change nothing, one behind the other, and returns their answers. */
  List<List<Object>> plain(List<Plain> commands) {
    try {
      return tried(() -> together(commands), true, false).stream().map(Calls::list).toList();
    } catch (EventStoreException e) {
      if (e.code() == ErrorCode.EVENTSTORE_CORRUPT) {
        // Redis does not say which key it means; the library does.
        var _ = tend(false, "state");
      }
      throw e;
    }
  }

  private CompletionStage<List<Object>> together(List<Plain> commands) {
    CompletionStage<List<Object>> all = CompletableFuture.completedFuture(List.of());
    for (var each : commands) {
      all = all.thenCombine(link.ask(each.command, each.arguments), Calls::with);
    }
    return all;
  }

  private static List<Object> with(List<Object> answers, List<Object> next) {
    var more = new ArrayList<>(answers);
    more.add(next);
    return more;
  }

  @SuppressWarnings("unchecked") // What with has put there.
  private static List<Object> list(Object answer) {
    return (List<Object>) answer;
  }

  /** A command and its arguments. */
  static final class Plain {
    private final String command;
    private final byte[][] arguments;

    Plain(String command, byte[]... arguments) {
      this.command = command;
      this.arguments = arguments;
    }
  }

  private CompletionStage<List<Object>> tending(String operation, byte[]... arguments) {
    var all = new ArrayList<byte[]>();
    all.add(operation.getBytes(UTF_8));
    all.addAll(List.of(arguments));
    return run(link.settling(), library.tending(), all);
  }

  private CompletionStage<List<Object>> run(
      ScriptLine line, LuaFunction function, List<byte[]> arguments) {
    return line.run(function, prefix, arguments);
  }

  private List<Object> tried(
      Supplier<CompletionStage<List<Object>>> call, boolean repeatable, boolean changes) {
    var lost = new AtomicReference<@Nullable LinkException>();
    var deadline = link.time().now().plus(link.uri().timeout());
    try {
      return (repeatable ? repeating : insisting)
          .call(deadline, () -> attempt(call, changes, lost));
    } catch (LinkException e) {
      throw trouble(e, lost.get());
    } catch (RetriesExhaustedException e) {
      throw trouble((LinkException) e.attempts().getLast(), lost.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw trouble((LinkException) e.getSuppressed()[0], lost.get());
    }
  }

  /** Whatever becomes of later attempts: one unknown effect among them makes the whole unknown. */
  private List<Object> attempt(
      Supplier<CompletionStage<List<Object>>> call,
      boolean changes,
      AtomicReference<@Nullable LinkException> lost) {
    checkOpen();
    try {
      return answer(call.get());
    } catch (LinkException e) {
      if (e.effect() == Effect.UNKNOWN && changes) {
        lost.set(e);
      }
      throw e;
    }
  }

  private static EventStoreException trouble(LinkException last, @Nullable LinkException lost) {
    return lost == null ? Troubles.of(last) : Troubles.unknown(lost);
  }

  /** Waits for the answer even when interrupted; the connection notices when none comes. */
  private static List<Object> answer(CompletionStage<List<Object>> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw LinkException.of(e);
    }
  }

  private static Answered read(List<Object> parts) {
    var all = new Answered(parts);
    return switch (all.text(0)) {
      case "conflict" -> throw Troubles.conflict(all.text(1), all.text(2), all.text(3));
      case "newer" -> throw Troubles.newer(all.text(1), all.text(2));
      default -> all;
    };
  }
}

package dev.maos.redis.link;

import dev.maos.base.ErrorCode;
import dev.maos.redis.link.LinkException.Effect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Steps of one function of a library. Those that are asked for while a call of the server is under
 * way go together in the next one, at most 64 of them and hardly more than 256 KiB: so the more is
 * to be done at once, the less a step costs. Who comes when nothing is under way waits for nobody.
 *
 * <p>A call that is not answered is made again, for the command timeout of the URI, so each step
 * must be one that may be taken twice. Steps that the server refuses together are taken in halves
 * until the one is found, so that nobody suffers for another. Thread-safe.
 */
public final class Convoy {
  private static final int MOST_STEPS = 64;
  private static final int MOST_BYTES = 256 * 1_024;

  private final RedisLink link;
  private final LuaFunction function;
  private final List<byte[]> keys;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private boolean underWay;

  private record Waiting(List<byte[]> step, CompletableFuture<Reply> answer) {
    long bytes() {
      return step.stream().mapToLong(part -> part.length).sum();
    }
  }

  /**
   * For steps of this function.
   *
   * @param function one that takes for each step the number of its arguments, its name and them,
   *     and answers with a list of all answers
   * @param keys what it is given, all of one slot
   */
  public Convoy(RedisLink link, LuaFunction function, List<byte[]> keys) {
    this.link = link;
    this.function = function;
    this.keys = List.copyOf(keys);
  }

  /**
   * Takes a step, and waits for the answer, not on the link's I/O thread.
   *
   * @param step its name and its arguments
   * @throws LinkException if there was no answer in time, or the thread was interrupted; the step
   *     may have been taken then
   */
  public Reply take(List<byte[]> step) {
    var mine = new Waiting(step, new CompletableFuture<>());
    if (isFirst(mine)) {
      travel(List.of(mine));
      goOn();
    }
    return await(mine);
  }

  /** How many steps wait for the call that is under way. */
  public synchronized int waiting() {
    return queue.size();
  }

  /** Whether nothing is under way; else it waits. */
  private synchronized boolean isFirst(Waiting waiting) {
    if (underWay) {
      queue.addLast(waiting);
      return false;
    }
    underWay = true;
    return true;
  }

  // On a thread of its own: whoever took the first step has his answer and goes home.
  private void goOn() {
    var group = next();
    if (!group.isEmpty()) {
      Thread.ofVirtual()
          .name("maos-redis-convoy")
          .start(() -> {
            for (var each = group; !each.isEmpty(); each = next()) {
              travel(each);
            }
          });
    }
  }

  /** Those who go together now; if there are none, nothing is under way. */
  private synchronized List<Waiting> next() {
    var group = new ArrayList<Waiting>();
    long bytes = 0;
    while (!queue.isEmpty() && group.size() < MOST_STEPS && bytes < MOST_BYTES) {
      var waiting = queue.removeFirst();
      bytes += waiting.bytes();
      group.add(waiting);
    }
    underWay = !group.isEmpty();
    return group;
  }

  private void travel(List<Waiting> group) {
    try {
      var answers = new Reply(link.repeat(function, keys, together(group)));
      for (int i = 0; i < group.size(); i++) {
        group.get(i).answer().complete(answers.list(i));
      }
    } catch (LinkException e) {
      if (group.size() > 1 && e.effect() == Effect.REFUSED) {
        // In halves, so that those who are well wait for few further calls.
        travel(group.subList(0, group.size() / 2));
        travel(group.subList(group.size() / 2, group.size()));
      } else {
        fail(group, e);
      }
    } catch (RuntimeException | Error e) {
      // Also of an error those must hear who wait, and the next ones must go.
      fail(group, e);
    }
  }

  private static void fail(List<Waiting> group, Throwable e) {
    group.forEach(each -> each.answer().completeExceptionally(e));
  }

  private static List<byte[]> together(List<Waiting> group) {
    var all = new ArrayList<byte[]>();
    for (var each : group) {
      int arguments = each.step().size() - 1;
      all.add(Integer.toString(arguments).getBytes(StandardCharsets.US_ASCII));
      all.addAll(each.step());
    }
    return all;
  }

  private Reply await(Waiting waiting) {
    try {
      return waiting.answer().get(2 * link.uri().timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Failure.of(e);
    } catch (TimeoutException e) {
      throw gone(waiting, ErrorCode.OUTCOME_UNKNOWN, "no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw gone(waiting, ErrorCode.INTERRUPTED, "interrupted while waiting");
    }
  }

  private synchronized LinkException gone(Waiting waiting, ErrorCode code, String message) {
    boolean isLeft = queue.remove(waiting);
    return new LinkException(isLeft ? Effect.NOT_NOW : Effect.UNKNOWN, code, message);
  }
}

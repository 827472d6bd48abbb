package dev.maos.redis.bus;

import dev.maos.message.TransportException;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.ScriptLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads large frames from the server without Lua in between; trying again changes nothing. */
final class Fetching {
  private static final int TRIES = 4;

  private final ScriptLine line;
  private final byte[] hash;
  private final Duration timeout;

  Fetching(ScriptLine line, byte[] hash, Duration timeout) {
    this.line = line;
    this.hash = hash;
    this.timeout = timeout;
  }

  /** The frames of these numbers; those that are gone are missing. */
  Map<Long, byte[]> fetch(List<Long> numbers) {
    LinkException last = LinkException.of(null);
    for (int i = 0; i < TRIES; i++) {
      try {
        return await(fetchSoon(numbers));
      } catch (LinkException lost) {
        last = lost;
      }
    }
    throw TransportException.outcomeUnknown(
        "messages were claimed and could not be read; they come again: " + last.getMessage());
  }

  /** The same without waiting, tried once. */
  CompletionStage<Map<Long, byte[]>> fetchSoon(List<Long> numbers) {
    var fields =
        numbers.stream().map(n -> Long.toString(n).getBytes(StandardCharsets.US_ASCII)).toList();
    return line.read(hash, fields).thenApply(values -> byNumber(numbers, values));
  }

  /** Waits for what was begun; empty if it failed. */
  Optional<Map<Long, byte[]>> fetched(CompletionStage<Map<Long, byte[]>> begun) {
    try {
      return Optional.of(await(begun));
    } catch (LinkException lost) {
      return Optional.empty();
    }
  }

  private static Map<Long, byte[]> byNumber(List<Long> numbers, List<byte @Nullable []> values) {
    var found = new HashMap<Long, byte[]>();
    for (int i = 0; i < values.size(); i++) {
      var bytes = values.get(i);
      if (bytes != null) {
        found.put(numbers.get(i), bytes);
      }
    }
    return found;
  }

  private <T> T await(CompletionStage<T> reading) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return reading.toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
          throw LinkException.of(e.getCause() == null ? e : e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

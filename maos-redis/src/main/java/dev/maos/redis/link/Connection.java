package dev.maos.redis.link;

import dev.maos.redis.link.LinkException.Effect;
import io.lettuce.core.api.async.BaseRedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection that scripts and plain commands run on.
 *
 * <p>The client library writes at once when it is called on its I/O thread, and through that
 * thread's queue from any other: what is handed over on the I/O thread would overtake what another
 * thread handed over before. So we take the way through the queue there as well.
 */
final class Connection implements ScriptLine {
  private final BaseRedisAsyncCommands<byte[], byte[]> commands;
  private final EventExecutor io;
  private final Consumer<Throwable> onFailure;
  private final Set<String> taught = ConcurrentHashMap.newKeySet();
  private final Set<String> loading = ConcurrentHashMap.newKeySet();
  private final Map<String, LinkException> refused = new ConcurrentHashMap<>();
  private final Object teaching = new Object();
  private volatile boolean closed;

  Connection(
      BaseRedisAsyncCommands<byte[], byte[]> commands,
      EventExecutor io,
      Consumer<Throwable> onFailure) {
    this.commands = commands;
    this.io = io;
    this.onFailure = onFailure;
  }

  @Override
  public CompletionStage<List<Object>> run(Script script, byte[] key, List<byte[]> arguments) {
    // A library outlives connections and travels to replicas, so it is most often there.
    if (!script.isFunction() && !taught.contains(script.sha())) {
      teach(script, key);
    }
    var name = script.isFunction() ? script.function() : script.sha();
    var args = args().add(name).add(1).addKey(key).addValues(arguments);
    var answer = new CompletableFuture<List<Object>>();
    var command = script.isFunction() ? CommandType.FCALL : CommandType.EVALSHA;
    dispatch(command, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), args)
        .whenComplete((reply, error) -> {
          boolean unknown = error != null && Failure.isUnknownScript(error);
          settle(answer, reply, unknown ? forgotten(script, key) : error);
        });
    return answer;
  }

  /** Runs a plain command that touches {@code key}, if it has one, on this connection. */
  <T> CompletionStage<T> ask(
      ProtocolKeyword command,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> args) {
    var answer = new CompletableFuture<T>();
    dispatch(command, output, args).whenComplete((reply, error) -> settle(answer, reply, error));
    return answer;
  }

  static CommandArgs<byte[], byte[]> args() {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE);
  }

  /** From now on nothing is handed over. */
  void close() {
    closed = true;
  }

  /** What the server knew may be gone: it may have restarted, or be another one. */
  void reconnected() {
    taught.clear();
    refused.clear();
  }

  private <T> void settle(
      CompletableFuture<T> answer, @Nullable T reply, @Nullable Throwable error) {
    if (error == null) {
      answer.complete(reply);
      return;
    }
    var failure = Failure.of(error);
    if (failure.effect() != Effect.REFUSED) {
      onFailure.accept(error);
    }
    answer.completeExceptionally(failure);
  }

  // The script goes ahead of its first run on the same connection, so nobody waits for it.
  private void teach(Script script, byte[] key) {
    synchronized (teaching) {
      if (!taught.contains(script.sha())) {
        load(script, key);
        taught.add(script.sha());
      }
    }
  }

  // Those already on their way meet the same answer; one load is enough for all of them.
  private LinkException forgotten(Script script, byte[] key) {
    var refusal = refused.get(script.sha());
    if (refusal != null) {
      return refusal;
    }
    synchronized (teaching) {
      if (!loading.contains(script.sha())) {
        load(script, key);
      }
    }
    return Failure.notNow("Redis forgot a script, which is loaded again; nothing was run");
  }

  private void load(Script script, byte[] key) {
    var args = new RoutedArgs(key);
    args.add("LOAD");
    if (script.isFunction()) {
      args.add("REPLACE");
    }
    args.add(script.source().getBytes(StandardCharsets.UTF_8));
    loading.add(script.sha());
    var command = script.isFunction() ? CommandType.FUNCTION : CommandType.SCRIPT;
    dispatch(command, new StatusOutput<>(ByteArrayCodec.INSTANCE), args)
        .whenComplete((sha, error) -> loaded(script, error));
  }

  private void loaded(Script script, @Nullable Throwable error) {
    loading.remove(script.sha());
    if (error == null) {
      refused.remove(script.sha());
    } else if (Failure.of(error).effect() == Effect.REFUSED) {
      refused.put(script.sha(), Failure.of(error));
    }
  }

  /** Like {@link #ask}, but fails with what the client library says, and tells nobody. */
  <T> CompletionStage<T> dispatch(
      ProtocolKeyword command,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> args) {
    if (!io.inEventLoop()) {
      return dispatchNow(command, output, args);
    }
    var answer = new CompletableFuture<T>();
    io.execute(() ->
        dispatchNow(command, output, args)
            .whenComplete((reply, error) -> {
              if (error == null) {
                answer.complete(reply);
              } else {
                answer.completeExceptionally(error);
              }
            }));
    return answer;
  }

  private <T> CompletionStage<T> dispatchNow(
      ProtocolKeyword command,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> args) {
    if (closed) {
      return CompletableFuture.failedFuture(Failure.notNow("the link is closed"));
    }
    try {
      return commands.dispatch(command, output, args);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}

package dev.maos.redis.link;

import dev.maos.redis.link.LinkException.Effect;
import io.lettuce.core.api.async.BaseRedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection that functions and plain commands run on.
 *
 * <p>The client library writes at once when it is called on its I/O thread, and through that
 * thread's queue from any other: what is handed over on the I/O thread would overtake what another
 * thread handed over before. So we take the way through the queue there as well.
 */
final class Connection implements ScriptLine {
  private static final String CLOSED = "the link is closed";

  private final BaseRedisAsyncCommands<byte[], byte[]> commands;
  private final EventExecutor io;
  private final ProtocolKeyword publishCommand;
  private final Consumer<Throwable> onFailure;

  /** The libraries being loaded, and what the runs that missed them will have failed with. */
  private final Map<String, CompletableFuture<LinkException>> loading = new ConcurrentHashMap<>();

  private volatile boolean closed;

  Connection(
      BaseRedisAsyncCommands<byte[], byte[]> commands,
      EventExecutor io,
      ProtocolKeyword publishCommand,
      Consumer<Throwable> onFailure) {
    this.commands = commands;
    this.io = io;
    this.publishCommand = publishCommand;
    this.onFailure = onFailure;
  }

  @Override
  public CompletionStage<List<Object>> run(
      LuaFunction function, List<byte[]> keys, List<byte[]> arguments) {
    var args = args().add(function.name()).add(keys.size()).addKeys(keys).addValues(arguments);
    var answer = new CompletableFuture<List<Object>>();
    dispatch(CommandType.FCALL, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), args)
        .whenComplete((reply, error) -> {
          // A library outlives connections and travels to replicas, so it is most often there.
          if (error != null && Failure.isUnknownFunction(error)) {
            load(function, keys.getFirst()).thenAccept(answer::completeExceptionally);
          } else {
            settle(answer, reply, error);
          }
        });
    return answer;
  }

  @Override
  public void write(byte[] hash, List<byte[]> fieldsAndValues) {
    var args = args().addKey(hash).addValues(fieldsAndValues);
    dispatch(CommandType.HSET, new IntegerOutput<>(ByteArrayCodec.INSTANCE), args)
        .whenComplete((reply, error) -> noteFailure(error));
  }

  @Override
  public CompletionStage<List<byte @Nullable []>> read(byte[] hash, List<byte[]> fields) {
    var args = args().addKey(hash).addValues(fields);
    return ask(CommandType.HMGET, new ValueListOutput<>(ByteArrayCodec.INSTANCE), args);
  }

  @Override
  public CompletionStage<Long> publish(byte[] channel, byte[] message) {
    var args = args().addKey(channel).addValue(message);
    return ask(publishCommand, new IntegerOutput<>(ByteArrayCodec.INSTANCE), args);
  }

  private void noteFailure(@Nullable Throwable error) {
    if (error != null && Failure.of(error).effect() != Effect.REFUSED) {
      onFailure.accept(error);
    }
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

  /**
   * Loads a library, and tells what the run that missed it fails with. Those already on their way
   * meet the same answer; one load is enough for all of them.
   */
  private CompletionStage<LinkException> load(LuaFunction function, byte[] key) {
    var failure = new CompletableFuture<LinkException>();
    var underWay = loading.putIfAbsent(function.library(), failure);
    if (underWay != null) {
      return underWay;
    }
    var args = new RoutedArgs(key);
    // Others may be loading the same library at this moment.
    args.add("LOAD").add("REPLACE").add(function.source().getBytes(StandardCharsets.UTF_8));
    dispatch(CommandType.FUNCTION, new StatusOutput<>(ByteArrayCodec.INSTANCE), args)
        .whenComplete((name, error) -> {
          loading.remove(function.library());
          noteFailure(error);
          failure.complete(Failure.missing(function.library(), error));
        });
    return failure;
  }

  /** Like {@link #ask}, but fails with what the client library says, and tells nobody. */
  <T> CompletionStage<T> dispatch(
      ProtocolKeyword command,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> args) {
    if (!io.inEventLoop()) {
      return dispatchNow(command, output, args);
    }
    try {
      return CompletableFuture.supplyAsync(() -> dispatchNow(command, output, args), io)
          .thenCompose(answer -> answer);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(Failure.notNow(CLOSED));
    }
  }

  private <T> CompletionStage<T> dispatchNow(
      ProtocolKeyword command,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> args) {
    if (closed) {
      return CompletableFuture.failedFuture(Failure.notNow(CLOSED));
    }
    try {
      return commands.dispatch(command, output, args);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}

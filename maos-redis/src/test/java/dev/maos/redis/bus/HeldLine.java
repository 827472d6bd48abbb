package dev.maos.redis.bus;

import dev.maos.base.ErrorCode;
import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.LinkException.Effect;
import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.ScriptLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A line to a real server on which every run waits until a test says what becomes of it. */
final class HeldLine implements ScriptLine {
  private static final int NUMBER = 1;
  private static final int GENERATION = 3;

  private final ScriptLine server;
  private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();

  HeldLine(ScriptLine server) {
    this.server = server;
  }

  /** A command that was handed over. */
  final class Run {
    private final LuaFunction function;
    private final List<byte[]> keys;
    private final List<byte[]> arguments;
    private final CompletableFuture<List<Object>> end = new CompletableFuture<>();

    private Run(LuaFunction function, List<byte[]> keys, List<byte[]> arguments) {
      this.function = function;
      this.keys = keys;
      this.arguments = arguments;
    }

    /** Its generation and its number in that. */
    String name() {
      return text(GENERATION) + "." + text(NUMBER);
    }

    private String text(int argument) {
      return new String(arguments.get(argument), StandardCharsets.US_ASCII);
    }

    /** The server does it and answers. */
    void pass() throws Exception {
      end.complete(done());
    }

    /** The server does it, and the answer is lost. */
    void loseAnswer() throws Exception {
      var _ = done();
      end.completeExceptionally(
          new LinkException(Effect.UNKNOWN, ErrorCode.OUTCOME_UNKNOWN, "lost by the test"));
    }

    /** It does not reach the server's library. */
    void refuse() {
      end.completeExceptionally(
          new LinkException(Effect.REFUSED, ErrorCode.REDIS_ERROR, "refused by the test"));
    }

    private List<Object> done() throws Exception {
      return server.run(function, keys, arguments).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
  }

  /** Whether nothing was handed over that has not been asked for here. */
  boolean isQuiet() {
    return runs.isEmpty();
  }

  /** The next run that was handed over and has not been asked for here. */
  Run next() throws InterruptedException {
    var run = runs.poll(5, TimeUnit.SECONDS);
    if (run == null) {
      throw new AssertionError("nothing was sent");
    }
    return run;
  }

  @Override
  public CompletionStage<List<Object>> run(
      LuaFunction function, List<byte[]> keys, List<byte[]> arguments) {
    var run = new Run(function, keys, arguments);
    runs.add(run);
    return run.end;
  }

  @Override
  public void write(byte[] hash, List<byte[]> fieldsAndValues) {
    server.write(hash, fieldsAndValues);
  }

  @Override
  public CompletionStage<Long> publish(byte[] channel, byte[] message) {
    return server.publish(channel, message);
  }

  @Override
  public CompletionStage<List<byte @Nullable []>> read(byte[] hash, List<byte[]> fields) {
    return server.read(hash, fields);
  }
}

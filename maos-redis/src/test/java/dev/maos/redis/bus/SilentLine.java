package dev.maos.redis.bus;

import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.ScriptLine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A line that takes everything that is published, and carries it nowhere. */
final class SilentLine implements ScriptLine {
  @Override
  public CompletionStage<List<Object>> run(
      LuaFunction function, List<byte[]> keys, List<byte[]> arguments) {
    throw new UnsupportedOperationException("run");
  }

  @Override
  public void write(byte[] hash, List<byte[]> fieldsAndValues) {
    throw new UnsupportedOperationException("write");
  }

  @Override
  public CompletionStage<Long> publish(byte[] channel, byte[] message) {
    return CompletableFuture.completedStage(1L);
  }

  @Override
  public CompletionStage<List<byte @Nullable []>> read(byte[] hash, List<byte[]> fields) {
    throw new UnsupportedOperationException("read");
  }
}

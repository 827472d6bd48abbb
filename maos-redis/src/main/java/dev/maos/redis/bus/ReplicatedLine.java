package dev.maos.redis.bus;

import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.ScriptLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A line whose answers wait until replicas have what was done. How many have it is the last part of
 * each answer; fewer than asked for is told, not undone.
 */
final class ReplicatedLine implements ScriptLine {
  private final RedisLink link;
  private final ScriptLine line;
  private final int replicas;
  private final Duration patience;

  ReplicatedLine(RedisLink link, ScriptLine line, int replicas, Duration patience) {
    this.link = link;
    this.line = line;
    this.replicas = replicas;
    this.patience = patience;
  }

  @Override
  public CompletionStage<List<Object>> run(
      LuaFunction function, List<byte[]> keys, List<byte[]> arguments) {
    var done = line.run(function, keys, arguments);
    var replicated = link.waitForReplicas(line, replicas, patience).exceptionally(unknown -> 0);
    return done.thenCombine(replicated, ReplicatedLine::with);
  }

  private static List<Object> with(List<Object> reply, Integer count) {
    var both = new ArrayList<>(reply);
    both.add((long) count);
    return both;
  }

  @Override
  public void write(byte[] hash, List<byte[]> fieldsAndValues) {
    line.write(hash, fieldsAndValues);
  }

  @Override
  public CompletionStage<Long> publish(byte[] channel, byte[] message) {
    return line.publish(channel, message);
  }

  @Override
  public CompletionStage<List<byte @Nullable []>> read(byte[] hash, List<byte[]> fields) {
    return line.read(hash, fields);
  }
}

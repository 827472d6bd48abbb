package dev.maos.redis.link;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection on which functions run in the order in which they are handed over. Nothing is ever
 * sent twice by the line itself: what became of a run whose connection was lost is for its caller
 * to find out.
 *
 * <p>Stages complete on a thread of the connection, which must not be blocked. Thread-safe.
 */
public interface ScriptLine {

  /**
   * Runs a function. A server that does not know it runs nothing and is taught its library: this
   * run fails with {@link LinkException.Effect#NOT_NOW}, the next one will find it.
   *
   * @param key the one key that decides on which node of a Cluster it runs
   * @return what the function returned: integers as {@link Long}, strings as byte arrays, arrays as
   *     lists; fails with a {@link LinkException}
   */
  default CompletionStage<List<Object>> run(
      LuaFunction function, byte[] key, List<byte[]> arguments) {
    return run(function, List.of(key), arguments);
  }

  /** As above with several keys, all of one slot. */
  CompletionStage<List<Object>> run(
      LuaFunction function, List<byte[]> keys, List<byte[]> arguments);

  /**
   * Writes fields of a hash, ahead of what is handed over later. Nothing is answered: whoever
   * relies on it has to look.
   */
  void write(byte[] hash, List<byte[]> fieldsAndValues);

  /**
   * Says something on a channel, behind what was handed over before; answers with how many heard it
   * on the server that took it. Sent once, whatever becomes of it.
   *
   * @return fails with a {@link LinkException}
   */
  CompletionStage<Long> publish(byte[] channel, byte[] message);

  /** Reads fields of a hash, behind what was handed over before; null where there is no field. */
  CompletionStage<List<byte @Nullable []>> read(byte[] hash, List<byte[]> fields);
}

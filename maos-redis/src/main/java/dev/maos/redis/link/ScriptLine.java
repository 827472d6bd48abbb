package dev.maos.redis.link;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One connection on which scripts run in the order in which they are handed over. Nothing is ever
 * sent twice by the line itself: what became of a script whose connection was lost is for its
 * caller to find out.
 *
 * <p>Stages complete on a thread of the connection, which must not be blocked. Thread-safe.
 */
public interface ScriptLine {

  /**
   * Runs a script. A server that does not know it is taught it first, which changes nothing else.
   *
   * @param key the one key that decides on which node of a Cluster it runs
   * @return what the script returned: integers as {@link Long}, strings as byte arrays, arrays as
   *     lists; fails with a {@link LinkException}
   */
  CompletionStage<List<Object>> run(Script script, byte[] key, List<byte[]> arguments);
}

package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Carries letters between members. It is trusted with nothing: it may lose, repeat, delay and
 * change letters, and say that they came from somebody else. Implementations are thread-safe.
 */
public interface Courier {
  /**
   * Sends a letter to these members, if that is possible now; else it is lost, and nothing is
   * thrown.
   *
   * @param letter not changed by anybody from now on
   */
  void send(AgentId from, List<AgentId> to, byte[] letter);

  /**
   * Hands letters for this member to {@code reader}, with who is said to have sent them. The reader
   * returns at once and throws nothing.
   *
   * @return stops that
   */
  Runnable listen(AgentId member, BiConsumer<AgentId, byte[]> reader);
}

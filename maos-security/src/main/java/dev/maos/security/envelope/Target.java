package dev.maos.security.envelope;

import dev.maos.security.keys.KeyId;

/**
 * For whom an envelope is.
 *
 * @param type an agent, or all who have the key of a topic
 * @param name of the agent or topic
 * @param key the key that it was sealed for, or {@link KeyId#NONE}
 * @param epoch which of the keys of a topic or session, counted from 0; 0 where there is one
 */
public record Target(Type type, String name, KeyId key, int epoch) {
  /** One agent, or many. */
  public enum Type {
    /** One agent. */
    AGENT(1),
    /** The group that has the key of a topic. */
    TOPIC_GROUP(2),
    /** Everyone who listens, or a group of which one does; what goes there is signed alone. */
    MANY(3);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }
}

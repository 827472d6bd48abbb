package dev.maos.registry;

import dev.maos.base.Payload;

/**
 * An Agent Card as it was read, kept for the fields that this layer has no word for: who provides
 * the agent, how to authenticate, what it streams. They are there again when the card is written.
 * Immutable.
 *
 * @param json the whole card, a JSON object of at most 64 KiB; empty where there was none
 */
public record ForeignFields(String json) {
  private static final int MAX_SIZE = 64 * 1024;

  /** There was no card. */
  public static final ForeignFields NONE = new ForeignFields("");

  /** Checks the size and that it is JSON. */
  public ForeignFields {
    Limit.size("agent card", json.length(), MAX_SIZE);
    if (!json.isEmpty()) {
      var _ = Payload.json(json);
    }
  }
}

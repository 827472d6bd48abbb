package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/**
 * The A2A 1.0 Agent Card: how agents describe themselves in JSON to those who do not use this
 * layer. What is registered here can be published, and what was found elsewhere can be registered.
 *
 * <p>A capability is a skill of the card, an endpoint one of its interfaces. What a card has no
 * field for (id, type, capacity, topics, tags, metadata, keys, versions and schemas of
 * capabilities) is in the parameters of an extension named {@link #EXTENSION}, as A2A wants it.
 * What this layer has no word for is kept, at every level, and written again; but signatures are
 * not, because they are of the card as it was: that is in {@link AgentDescriptor#foreign}.
 */
public final class AgentCard {
  /** The version of A2A whose cards these are. */
  public static final String PROTOCOL_VERSION = "1.0";

  /** The URI of the extension that holds what a card has no field for. */
  public static final String EXTENSION = "urn:maos:agent-card:1";

  private AgentCard() {}

  /** The card of an agent, on one line. */
  public static String write(AgentDescriptor agent) {
    return new CardWriter(agent).write();
  }

  /**
   * Reads a card. Its agent has the id that our extension names, else one made of the card's name.
   *
   * @throws InvalidInputException that names the field: {@link ErrorCode#INVALID_AGENT_CARD} where
   *     something is missing or of another type, the code of a value that breaks its own rules, or
   *     {@link ErrorCode#MALFORMED_JSON} and its kin when it is no JSON
   */
  public static AgentDescriptor read(String json) {
    var reader = CardReader.of(json);
    return reader.read(reader.id());
  }

  /** Reads a card of which somebody has decided what the agent is called here. */
  public static AgentDescriptor read(String json, AgentId id) {
    return CardReader.of(json).read(id);
  }
}

package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * The places of agents in a store: an id in lower case, so that ids which differ only by case meet
 * at one. With it goes what every store says to whom it refuses a place.
 */
public final class AgentPlaces {
  private AgentPlaces() {}

  /** Where an agent has its place. */
  public static String of(AgentId id) {
    return id.value().toLowerCase(Locale.ROOT);
  }

  /**
   * The places of a batch, in its order.
   *
   * @throws InvalidInputException {@link ErrorCode#AGENT_ID_CONFLICT} if two of it have one place
   */
  public static List<String> ofBatch(Collection<AgentDescriptor> agents) {
    var batch = new LinkedHashMap<String, AgentId>();
    for (var agent : agents) {
      var other = batch.putIfAbsent(of(agent.id()), agent.id());
      if (other != null) {
        throw conflict(agent.id().value(), other.value(), "of the same batch");
      }
    }
    return List.copyOf(batch.keySet());
  }

  /** The refusal of an id whose place is another one's. */
  public static InvalidInputException conflict(String id, String registered) {
    return conflict(id, registered, "that is registered");
  }

  private static InvalidInputException conflict(String id, String other, String which) {
    return new InvalidInputException(
        ErrorCode.AGENT_ID_CONFLICT,
        "agent id",
        id,
        "an id that differs from \"" + other + "\" " + which + " by more than case");
  }

  /** The refusal of more agents than there is room for. */
  public static MaosException full(long more, long registered, long capacity) {
    return new MaosException(
        ErrorCode.REGISTRY_FULL,
        "%d more agents do not fit: %d of %d are registered".formatted(more, registered, capacity));
  }
}

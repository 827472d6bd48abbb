package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import java.util.List;
import java.util.Map;

/**
 * Who is where in an agreement, as one member sees it. Immutable.
 *
 * @param agenda its id
 * @param round where this member is
 * @param leader who proposes there
 * @param over whether it is agreed
 * @param standing what this member may do
 * @param last the statement of the latest round that was heard of each member, as {@code "COMMIT in
 *     round 3"}, or {@code "silent"}
 * @param liars who has said two things
 */
public record Whereabouts(
    String agenda,
    int round,
    AgentId leader,
    boolean over,
    Standing standing,
    Map<AgentId, String> last,
    List<AgentId> liars) {
  /** Copies the collections. */
  public Whereabouts {
    last = Map.copyOf(last);
    liars = List.copyOf(liars);
  }
}

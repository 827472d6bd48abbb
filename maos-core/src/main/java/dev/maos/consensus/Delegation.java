package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whose ballot stands for whom: one's own, else that of the delegate, else that of the delegate's
 * delegate, and so on.
 *
 * <p>A chain that comes back to itself, or is longer than {@link #MAX_STEPS}, abstains. A chain
 * that ends with somebody who did not vote did not vote either.
 */
final class Delegation {
  static final int MAX_STEPS = 16;

  private static final Ballot LOST = Ballot.abstain();

  private Delegation() {}

  static Optional<Ballot> ballot(
      AgentId agent, Function<AgentId, Optional<Ballot>> own, Map<AgentId, AgentId> delegates) {
    var voter = agent;
    for (int step = 0; step <= MAX_STEPS; step++) {
      var ballot = own.apply(voter);
      var next = Optional.ofNullable(delegates.get(voter));
      if (ballot.isPresent() || next.isEmpty()) {
        return ballot;
      }
      voter = next.get();
    }
    return Optional.of(LOST);
  }
}

package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A chain of messages causing messages is longer than allowed; it usually goes round in a circle.
 */
public final class HopLimitException extends MaosException {
  private static final long serialVersionUID = 1L;

  private final transient List<AgentId> chain;

  HopLimitException(List<AgentId> chain, int maxHops) {
    super(
        ErrorCode.HOP_LIMIT,
        "a chain of %d messages is longer than maxHops %d: %s"
            .formatted(chain.size(), maxHops, draw(chain)));
    this.chain = List.copyOf(chain);
  }

  /** The senders, the first cause first. */
  public List<AgentId> chain() {
    return chain;
  }

  private static String draw(List<AgentId> chain) {
    return chain.stream().map(AgentId::value).collect(Collectors.joining(" -> "));
  }
}

package dev.maos.consensus.resolution;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.List;

/**
 * How conflicts are resolved: a chain of protocols, of which each resolves a conflict or passes it
 * on. Immutable.
 *
 * @param chain 1 to 20; the last one, and no other, resolves every conflict
 */
public record Policy(List<Protocol> chain) {
  private static final int MAX_CHAIN = 20;

  /** Copies the chain, and checks that it comes to an end. */
  public Policy {
    chain = List.copyOf(chain);
    if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
      throw invalid("chain", chain.size() + " protocols", "1 to " + MAX_CHAIN);
    }
    for (int i = 0; i < chain.size(); i++) {
      if (chain.get(i).isTotal() != (i == chain.size() - 1)) {
        throw invalid(
            "chain[" + i + "]",
            chain.get(i).name(),
            "a chain that ends, and only ends, with FIRST_WINS, LAST_WINS, LOT or ESCALATE");
      }
    }
  }

  /** These protocols, one after the other. */
  public static Policy of(Protocol... chain) {
    return new Policy(List.of(chain));
  }

  /** Refuses to have a party rule on its own conflict. */
  void check(Conflict conflict) {
    for (int i = 0; i < chain.size(); i++) {
      if (chain.get(i) instanceof Protocol.Escalate(var human, _, _) && conflict.isParty(human)) {
        throw invalid("chain[" + i + "].human", human.value(), "an agent that has no claim");
      }
    }
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_RESOLUTION_POLICY, field, value, allowed);
  }
}

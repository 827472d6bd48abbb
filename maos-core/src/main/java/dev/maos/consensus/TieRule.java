package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.util.List;

/** One step of how equals are told apart; what it cannot tell apart goes to the next step. */
public sealed interface TieRule {
  /** The chain of a contest that says nothing else: earlier rounds, then no decision. */
  static List<TieRule> usual() {
    return List.of(new PreviousRounds(), new StatusQuo());
  }

  /** Its name, such as {@code LOT}. */
  default String name() {
    return switch (this) {
      case PreviousRounds() -> "PREVIOUS_ROUNDS";
      case Order _ -> "ORDER";
      case Lot() -> "LOT";
      case StatusQuo() -> "STATUS_QUO";
      case Arbiter _ -> "ARBITER";
    };
  }

  /** Whether a chain may end with it. */
  default boolean canBeLast() {
    return !(this instanceof PreviousRounds);
  }

  /** Whether nothing is left for a rule behind it. */
  default boolean isTotal() {
    return switch (this) {
      case Order _, Lot(), StatusQuo() -> true;
      case PreviousRounds(), Arbiter _ -> false;
    };
  }

  /** Fewest votes in the latest earlier round in which they differ. For instant run-off. */
  record PreviousRounds() implements TieRule {}

  /**
   * An order that the proposal fixes.
   *
   * @param options all options, the best one first
   */
  record Order(List<String> options) implements TieRule {
    /** Copies the options. */
    public Order {
      options = List.copyOf(options);
    }
  }

  /**
   * An order drawn by lot from the id of the proposal: fixed before there is any ballot, and
   * anybody can draw it again. Who proposes can try nonces until he likes the order.
   */
  record Lot() implements TieRule {}

  /** Nobody wins: the outcome is a tie. */
  record StatusQuo() implements TieRule {}

  /**
   * The order that an agent who does not vote itself has ruled; without a ruling the next rule is
   * asked.
   *
   * @param agent who rules, by casting a ranking
   */
  record Arbiter(AgentId agent) implements TieRule {}
}

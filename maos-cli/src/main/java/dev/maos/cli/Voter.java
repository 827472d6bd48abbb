package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.consensus.Fraction;

/**
 * Somebody who may vote, as named on a command line. Immutable.
 *
 * @param weight 1 if nothing is said
 */
record Voter(AgentId agent, Fraction weight) {
  /** Reads {@code ann} or {@code ann=5/2}. */
  static Voter parse(String text) {
    int equals = text.lastIndexOf('=');
    return equals < 0
        ? new Voter(AgentId.of(text), Fraction.ONE)
        : new Voter(
            AgentId.of(text.substring(0, equals)), Fraction.parse(text.substring(equals + 1)));
  }
}

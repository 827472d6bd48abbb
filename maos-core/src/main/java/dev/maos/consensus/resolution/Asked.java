package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;

/**
 * Which question somebody was asked. Immutable.
 *
 * @param step the place of the protocol in the chain, from 0 on
 * @param round from 1 on
 */
public record Asked(int step, int round, Kind kind, AgentId whom) {
  /** What is asked. */
  public enum Kind {
    /** Which claim could you live with? */
    PROPOSE,
    /** Which of those that were proposed do you accept? */
    ACCEPT,
    /** Which claim shall it be? */
    RULE
  }
}

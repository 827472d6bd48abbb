package dev.maos.registry;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whose turn it is, for each question that was asked lately: two questions that are asked in
 * alternation must not take each other's turns. Thread-safe.
 */
final class Turns {
  private static final int MAX_QUESTIONS = 1_024;

  private final Map<AgentQuery, Long> turns =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AgentQuery, Long> eldest) {
          return size() > MAX_QUESTIONS;
        }
      };

  /** How many turns of this question went before. */
  synchronized long next(AgentQuery question) {
    long turn = turns.getOrDefault(question, 0L);
    turns.put(question, turn + 1);
    return turn;
  }
}

package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.consensus.Fraction;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a conflict comes to. Immutable.
 *
 * @param protocol the name of what resolved it
 * @param claim whose claim it is; empty if it is a value of its own
 * @param value the fields
 * @param agreement the exact share of the weight of all claims that stands for it: of those who
 *     claim just this, or who accepted it or voted for it when they were asked
 */
public record Settlement(
    String protocol, Optional<AgentId> claim, Map<String, Value> value, Fraction agreement) {
  /** Copies the fields. */
  public Settlement {
    value = Collections.unmodifiableMap(new TreeMap<>(value));
  }
}

package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one agent wants of a subject. Immutable.
 *
 * @param value the fields that it says something of, at least one
 * @param priority how urgent, the greater the more
 * @param weight how much the agent counts
 * @param sequence its place in the log of whoever ordered the claims; "first" and "last" mean this,
 *     never the clock of an agent
 */
public record Claim(
    AgentId agent, Map<String, Value> value, int priority, Fraction weight, long sequence) {
  /** The most fields. */
  public static final int MAX_FIELDS = 100;

  /** The most characters of the name of a field. */
  public static final int MAX_NAME = 200;

  private static final String ONLY = "value";

  /** Copies the fields and checks. */
  public Claim {
    value = Collections.unmodifiableMap(new TreeMap<>(value));
    if (value.isEmpty() || value.size() > MAX_FIELDS) {
      throw invalid(agent, "value", value.size() + " fields", "1 to " + MAX_FIELDS);
    }
    for (var name : value.keySet()) {
      if (name.isBlank() || name.length() > MAX_NAME) {
        throw invalid(agent, "name of a field", name, "1 to " + MAX_NAME + " characters");
      }
    }
    Electorate.checkWeight("weight of the claim of " + agent, weight);
    if (sequence < 0) {
      throw invalid(agent, "sequence", Long.toString(sequence), "zero or more");
    }
  }

  /** A claim of weight one and priority zero. */
  public static Claim of(AgentId agent, Map<String, Value> value, long sequence) {
    return new Claim(agent, value, 0, Fraction.ONE, sequence);
  }

  /** The same on a subject that is a single value; the field is called {@code value}. */
  public static Claim of(AgentId agent, Value value, long sequence) {
    return of(agent, Map.of(ONLY, value), sequence);
  }

  /** The same, of this priority. */
  public Claim priority(int other) {
    return new Claim(agent, value, other, weight, sequence);
  }

  /** The same, of this weight. */
  public Claim weight(Fraction other) {
    return new Claim(agent, value, priority, other, sequence);
  }

  private static InvalidInputException invalid(
      AgentId agent, String field, String value, String allowed) {
    return new InvalidInputException(
        ErrorCode.INVALID_CONFLICT, field + " of the claim of " + agent, value, allowed);
  }
}

package dev.maos.base;

import java.util.Objects;

/**
 * The name of an agent: 1 to 64 letters, digits, '-' or '_', starting with a letter or digit.
 *
 * <p>Only ASCII letters and digits count, and case matters. Immutable.
 *
 * @param value the name as written
 */
public record AgentId(String value) implements Comparable<AgentId> {

  /** Checks the grammar; another form is refused with {@link ErrorCode#INVALID_AGENT_ID}. */
  public AgentId {
    Objects.requireNonNull(value, "value");
    if (!Grammar.isName(value)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_AGENT_ID, "agent id", value, Grammar.NAME_FORM);
    }
  }

  /** The agent id of this name. */
  public static AgentId of(String value) {
    return new AgentId(value);
  }

  /** Orders by the characters of the names. */
  @Override
  public int compareTo(AgentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

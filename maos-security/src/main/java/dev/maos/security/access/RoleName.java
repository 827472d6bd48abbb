package dev.maos.security.access;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** The name of a role; the grammar is that of an {@link AgentId}. Immutable. */
public record RoleName(String value) implements Comparable<RoleName> {

  /** Checks the grammar; another form is refused with {@link ErrorCode#INVALID_RBAC}. */
  public RoleName {
    try {
      AgentId.of(value);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(ErrorCode.INVALID_RBAC, "role", value, e.allowed(), e);
    }
  }

  /** The role of this name. */
  public static RoleName of(String value) {
    return new RoleName(value);
  }

  @Override
  public int compareTo(RoleName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** The name of a group of competing consumers; the grammar is that of an {@link AgentId}. */
public record GroupName(String value) {
  public GroupName {
    try {
      AgentId.of(value);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(ErrorCode.INVALID_GROUP, "group name", value, e.allowed(), e);
    }
  }

  /** Returns the group name {@code value}, or throws {@link ErrorCode#INVALID_GROUP}. */
  public static GroupName of(String value) {
    return new GroupName(value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package dev.maos.event;

/** How a field of an event's data is compared; see {@link EventFilter} for what each one means. */
public enum Comparison {
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  /** A string begins with a text. */
  STARTS_WITH,
  /** A string has a text in it. */
  CONTAINS;

  /** Whether it can be asked of such a value. */
  boolean takes(DataValue value) {
    return switch (this) {
      case EQUAL, NOT_EQUAL -> true;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          value instanceof DataValue.Numeric || value instanceof DataValue.Text;
      case STARTS_WITH, CONTAINS -> value instanceof DataValue.Text;
    };
  }
}

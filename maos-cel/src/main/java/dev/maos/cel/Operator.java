package dev.maos.cel;

import dev.maos.event.Comparison;
import java.util.Arrays;
import java.util.Optional;

/** How two values are compared. */
enum Operator {
  EQUAL("_==_", Comparison.EQUAL),
  NOT_EQUAL("_!=_", Comparison.NOT_EQUAL),
  LESS("_<_", Comparison.LESS),
  LESS_OR_EQUAL("_<=_", Comparison.LESS_OR_EQUAL),
  GREATER("_>_", Comparison.GREATER),
  GREATER_OR_EQUAL("_>=_", Comparison.GREATER_OR_EQUAL);

  private final String function;
  private final Comparison comparison;

  Operator(String function, Comparison comparison) {
    this.function = function;
    this.comparison = comparison;
  }

  /** What CEL calls so. */
  static Optional<Operator> of(String function) {
    return Arrays.stream(values()).filter(one -> one.function.equals(function)).findFirst();
  }

  Comparison comparison() {
    return comparison;
  }

  /** True where this is false, if the values can be compared at all. */
  Operator opposite() {
    return switch (this) {
      case EQUAL -> NOT_EQUAL;
      case NOT_EQUAL -> EQUAL;
      case LESS -> GREATER_OR_EQUAL;
      case LESS_OR_EQUAL -> GREATER;
      case GREATER -> LESS_OR_EQUAL;
      case GREATER_OR_EQUAL -> LESS;
    };
  }

  /** The same with the sides exchanged. */
  Operator flipped() {
    return switch (this) {
      case EQUAL, NOT_EQUAL -> this;
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
    };
  }
}

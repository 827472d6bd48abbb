package dev.maos.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.maos.event.DataValue;
import dev.maos.event.EventSeverity;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The constants of expressions, also those with names. */
final class Constants {
  private Constants() {}

  static Optional<CelConstant> of(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> Optional.of(expr.constant());
      case IDENT ->
          Arrays.stream(EventSeverity.values())
              .filter(severity -> severity.name().equals(expr.ident().name()))
              .map(severity -> CelConstant.ofValue(Severities.number(severity)))
              .findFirst();
      default -> Optional.empty();
    };
  }

  /** The elements of a list that holds nothing but constants, and is not empty. */
  static Optional<List<CelConstant>> list(CelExpr expr) {
    if (expr.getKind() != Kind.LIST || !expr.list().optionalIndices().isEmpty()) {
      return Optional.empty();
    }
    var elements = expr.list().elements();
    var constants = elements.stream().flatMap(element -> of(element).stream()).toList();
    return constants.isEmpty() || constants.size() < elements.size()
        ? Optional.empty()
        : Optional.of(constants);
  }

  static Optional<String> text(CelConstant constant) {
    return constant.getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(constant.stringValue())
        : Optional.empty();
  }

  /** As a value that fields can be compared with. */
  static Optional<DataValue> value(CelConstant constant) {
    return switch (constant.getKind()) {
      case NULL_VALUE -> Optional.of(DataValue.ofNull());
      case BOOLEAN_VALUE -> Optional.of(DataValue.of(constant.booleanValue()));
      case INT64_VALUE -> Optional.of(DataValue.of(constant.int64Value()));
      case UINT64_VALUE ->
          Optional.of(DataValue.of(new BigDecimal(constant.uint64Value().bigIntegerValue())));
      case DOUBLE_VALUE -> Optional.of(DataValue.of(constant.doubleValue()));
      case STRING_VALUE -> Optional.of(DataValue.of(constant.stringValue()));
      case NOT_SET, BYTES_VALUE, DURATION_VALUE, TIMESTAMP_VALUE -> Optional.empty();
    };
  }
}

package dev.maos.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.maos.base.InvalidInputException;
import dev.maos.event.Comparison;
import dev.maos.event.DataPath;
import dev.maos.event.DataValue;
import dev.maos.event.EventFilter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** The filters on fields of data. Where a field is missing, a comparison and its opposite fail. */
final class Fields {
  private Fields() {}

  /** The way through {@code data} that is written as {@code data.a['b']}, if it is one. */
  static Optional<DataPath> path(CelExpr expr) {
    var names = new ArrayDeque<String>();
    var here = Optional.of(expr);
    while (here.isPresent() && here.get().getKind() != Kind.IDENT) {
      here = step(here.get(), names);
    }
    return here.filter(root -> root.ident().name().equals("data") && !names.isEmpty())
        .flatMap(root -> way(List.copyOf(names)));
  }

  private static Optional<CelExpr> step(CelExpr expr, ArrayDeque<String> names) {
    if (expr.getKind() == Kind.SELECT) {
      names.addFirst(expr.select().field());
      return Optional.of(expr.select().operand());
    }
    if (expr.getKind() != Kind.CALL || !expr.call().function().equals("_[_]")) {
      return Optional.empty();
    }
    var name = Constants.of(expr.call().args().getLast()).flatMap(Constants::text);
    name.ifPresent(names::addFirst);
    return name.map(known -> expr.call().args().getFirst());
  }

  /** A way that is too long for a filter is CEL's to go. */
  private static Optional<DataPath> way(List<String> names) {
    try {
      return Optional.of(new DataPath(names));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  static Optional<EventFilter> compared(CelExpr field, Comparison how, CelConstant constant) {
    return path(field)
        .flatMap(path -> Constants.value(constant).flatMap(value -> where(path, how, value)));
  }

  /** One of a list. */
  static Optional<EventFilter> in(CelExpr field, CelExpr list, boolean wanted) {
    var how = wanted ? Comparison.EQUAL : Comparison.NOT_EQUAL;
    return Constants.list(list)
        .map(values -> values.stream().flatMap(v -> compared(field, how, v).stream()).toList())
        .filter(each -> each.size() == list.list().elements().size())
        .map(each -> wanted ? EventFilter.anyOf(each) : EventFilter.allOf(each));
  }

  /** A text that begins with another or has it in it; of what is no text it is neither. */
  static Optional<EventFilter> part(
      CelExpr field, Comparison how, CelConstant constant, boolean wanted) {
    var found = compared(field, how, constant);
    return wanted
        ? found
        : found.flatMap(part ->
            path(field)
                .flatMap(path -> where(path, Comparison.GREATER_OR_EQUAL, DataValue.of("")))
                .map(isText -> isText.and(EventFilter.not(part))));
  }

  private static Optional<EventFilter> where(DataPath path, Comparison how, DataValue value) {
    try {
      return Optional.of(new EventFilter.Where(path, how, value));
    } catch (InvalidInputException e) {
      // An order of truths, which only CEL has.
      return Optional.empty();
    }
  }
}

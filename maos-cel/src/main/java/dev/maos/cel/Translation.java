package dev.maos.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.maos.base.InvalidInputException;
import dev.maos.event.Comparison;
import dev.maos.event.EventFilter;
import java.util.List;
import java.util.Optional;

/**
 * Turns a checked expression into a filter.
 *
 * <p>An expression has three outcomes: true, false, and an error. A filter has two. So there are
 * two filters for each expression, one for the events of which it is true and one for those of
 * which it is false, and an event that is in neither is an error:
 *
 * <pre>
 *               truth                    falsehood
 *   !a          falsehood(a)             truth(a)
 *   a && b      truth(a) and truth(b)    falsehood(a) or falsehood(b)
 *   a || b      truth(a) or truth(b)     falsehood(a) and falsehood(b)
 *   data.x < 1  x < 1                    x >= 1
 * </pre>
 *
 * which is how CEL treats errors: {@code false && error} is false, whichever comes first. No
 * expression is visited twice, so the filter is as large as the text.
 */
final class Translation {
  private final String text;
  private final CelAbstractSyntaxTree ast;

  Translation(String text, CelAbstractSyntaxTree ast) {
    this.text = text;
    this.ast = ast;
  }

  /** The events of which it is true. */
  EventFilter truth(CelExpr expr) {
    return of(expr, true);
  }

  private EventFilter of(CelExpr expr, boolean wanted) {
    try {
      return joined(expr, wanted)
          .or(() -> term(expr, wanted))
          .orElseGet(() -> new Asked(Language.program(text, ast, expr), wanted).filter(text));
    } catch (Unfit e) {
      throw Language.refusal(text, column(expr), e.getMessage());
    }
  }

  private int column(CelExpr expr) {
    var offset = ast.getSource().getPositionsMap().getOrDefault(expr.id(), 0);
    return ast.getSource().getOffsetLocation(offset).map(place -> place.getColumn() + 1).orElse(1);
  }

  /** What is put together of other expressions. */
  private Optional<EventFilter> joined(CelExpr expr, boolean wanted) {
    if (expr.getKind() != Kind.CALL) {
      return Optional.empty();
    }
    var parts = expr.call().args();
    return switch (expr.call().function()) {
      case "!_" -> Optional.of(of(parts.getFirst(), !wanted));
      case "_&&_" -> Optional.of(pair(parts, wanted, wanted));
      case "_||_" -> Optional.of(pair(parts, wanted, !wanted));
      default -> Optional.empty();
    };
  }

  private EventFilter pair(List<CelExpr> parts, boolean wanted, boolean both) {
    var one = of(parts.getFirst(), wanted);
    var other = of(parts.getLast(), wanted);
    return both ? one.and(other) : one.or(other);
  }

  /** What looks at one thing only. */
  private static Optional<EventFilter> term(CelExpr expr, boolean wanted) {
    return switch (expr.getKind()) {
      case CONSTANT -> constant(expr.constant(), wanted);
      case SELECT -> select(expr, wanted);
      case CALL -> call(expr.call(), wanted);
      default -> Optional.empty();
    };
  }

  private static Optional<EventFilter> constant(CelConstant constant, boolean wanted) {
    return constant.getKind() == CelConstant.Kind.BOOLEAN_VALUE
        ? Optional.of(constant.booleanValue() == wanted ? EventFilter.all() : Attributes.never())
        : Optional.empty();
  }

  private static Optional<EventFilter> select(CelExpr expr, boolean wanted) {
    return expr.select().testOnly()
        ? Fields.path(expr)
            .<EventFilter>map(EventFilter.HasField::new)
            .map(has -> Attributes.turned(has, wanted))
        : isTrue(expr, wanted);
  }

  private static Optional<EventFilter> isTrue(CelExpr field, boolean wanted) {
    return Fields.compared(field, Comparison.EQUAL, CelConstant.ofValue(wanted));
  }

  private static Optional<EventFilter> call(CelExpr.CelCall call, boolean wanted) {
    if (call.target().isPresent()) {
      var target = call.target().get();
      return call.args().size() == 1
          ? member(target, call.function(), call.args().getFirst(), wanted)
          : Optional.empty();
    }
    if (call.function().equals("_[_]")) {
      return isTrue(CelExpr.newBuilder().setCall(call).build(), wanted);
    }
    if (call.args().size() != 2) {
      return Optional.empty();
    }
    var left = call.args().getFirst();
    var right = call.args().getLast();
    if (call.function().equals("@in")) {
      return Attributes.in(left, right)
          .map(found -> Attributes.turned(found, wanted))
          .or(() -> Fields.in(left, right, wanted));
    }
    return Operator.of(call.function()).flatMap(how -> comparison(left, how, right, wanted));
  }

  private static Optional<EventFilter> comparison(
      CelExpr left, Operator how, CelExpr right, boolean wanted) {
    if (Constants.of(left).isPresent()) {
      return Constants.of(right).isPresent()
          ? Optional.empty()
          : comparison(right, how.flipped(), left, wanted);
    }
    return Constants.of(right)
        .flatMap(value ->
            Attributes.compared(left, how, value)
                .map(found -> Attributes.turned(found, wanted))
                .or(() ->
                    Fields.compared(left, (wanted ? how : how.opposite()).comparison(), value)));
  }

  private static Optional<EventFilter> member(
      CelExpr target, String function, CelExpr argument, boolean wanted) {
    return Constants.of(argument)
        .flatMap(value ->
            switch (function) {
              case Language.WITHIN ->
                  Attributes.within(target, value).map(found -> Attributes.turned(found, wanted));
              case "startsWith" -> Fields.part(target, Comparison.STARTS_WITH, value, wanted);
              case "contains" -> Fields.part(target, Comparison.CONTAINS, value, wanted);
              default -> Optional.empty();
            });
  }

  /** A constant that can be no value of what it is compared with. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(InvalidInputException cause) {
      super(cause.getMessage(), cause);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}

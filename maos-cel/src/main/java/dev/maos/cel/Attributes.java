package dev.maos.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.event.EventFilter;
import dev.maos.event.EventSeverity;
import dev.maos.event.EventType;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The filters on what every event has. They are true or false, and no error. */
final class Attributes {
  private Attributes() {}

  static EventFilter never() {
    return new EventFilter.Or(List.of());
  }

  static EventFilter turned(EventFilter filter, boolean wanted) {
    return wanted ? filter : EventFilter.not(filter);
  }

  static Optional<EventFilter> compared(CelExpr left, Operator how, CelConstant value) {
    var name = name(left);
    if (name.equals("severity") && value.getKind() == CelConstant.Kind.INT64_VALUE) {
      return Optional.of(severity(how, value.int64Value()));
    }
    return switch (how) {
      case EQUAL -> equal(name, value);
      case NOT_EQUAL -> equal(name, value).map(EventFilter::not);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> Optional.empty();
    };
  }

  /** One of a list, or one of the tags. */
  static Optional<EventFilter> in(CelExpr left, CelExpr right) {
    if (name(right).equals("tags")) {
      return Constants.of(left).flatMap(Constants::text).map(tag -> fit(() -> hasTag(tag)));
    }
    return Constants.list(right).flatMap(list -> any(name(left), list));
  }

  static Optional<EventFilter> within(CelExpr target, CelConstant pattern) {
    return name(target).equals("topic")
        ? Constants.text(pattern).map(text -> fit(() -> onTopic(TopicPattern.of(text))))
        : Optional.empty();
  }

  private static Optional<EventFilter> any(String name, List<CelConstant> list) {
    var each = list.stream().flatMap(value -> equal(name, value).stream()).toList();
    return each.size() == list.size() ? Optional.of(EventFilter.anyOf(each)) : Optional.empty();
  }

  private static Optional<EventFilter> equal(String name, CelConstant value) {
    return Constants.text(value).flatMap(text -> equal(name, text));
  }

  private static Optional<EventFilter> equal(String name, String text) {
    return switch (name) {
      case "type" -> Optional.of(fit(() -> EventFilter.ofType(EventType.of(text))));
      case "source" -> Optional.of(fit(() -> EventFilter.fromSource(AgentId.of(text))));
      case "topic" -> Optional.of(fit(() -> onTopic(exactly(text))));
      default -> Optional.empty();
    };
  }

  private static EventFilter severity(Operator how, long rank) {
    return switch (how) {
      case GREATER_OR_EQUAL -> atLeast(rank);
      case GREATER -> above(rank);
      case LESS -> EventFilter.not(atLeast(rank));
      case LESS_OR_EQUAL -> EventFilter.not(above(rank));
      case EQUAL -> atLeast(rank).and(EventFilter.not(above(rank)));
      case NOT_EQUAL -> EventFilter.not(atLeast(rank)).or(above(rank));
    };
  }

  private static EventFilter above(long rank) {
    return rank == Long.MAX_VALUE ? never() : atLeast(rank + 1);
  }

  private static EventFilter atLeast(long rank) {
    var all = EventSeverity.values();
    if (rank <= 0) {
      return EventFilter.all();
    }
    return rank < all.length ? EventFilter.minSeverity(all[(int) rank]) : never();
  }

  private static EventFilter hasTag(String tag) {
    return EventFilter.hasTag(tag);
  }

  private static EventFilter onTopic(TopicPattern pattern) {
    return EventFilter.onTopic(pattern);
  }

  private static TopicPattern exactly(String topic) {
    return TopicPattern.of(new Topic(topic).value());
  }

  private static String name(CelExpr expr) {
    return expr.getKind() == Kind.IDENT ? expr.ident().name() : "";
  }

  // A constant that can never be met is a mistake, which CEL would not notice.
  private static EventFilter fit(Supplier<EventFilter> filter) {
    try {
      return filter.get();
    } catch (InvalidInputException e) {
      throw new Translation.Unfit(e);
    }
  }
}

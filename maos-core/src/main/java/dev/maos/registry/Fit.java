package dev.maos.registry;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.registry.AgentQuery.Criterion;
import java.util.Locale;

/** Whether a description is what was asked for, as far as that depends on nothing else. */
final class Fit {
  private Fit() {}

  /** Whether all of a query holds of an agent, by its description alone. */
  static boolean fits(AgentQuery query, AgentDescriptor agent) {
    return query.criteria().stream().allMatch(criterion -> fits(criterion, agent));
  }

  /** Refuses a query that asks for more than a description can tell. */
  static void check(AgentQuery query) {
    for (var criterion : query.criteria()) {
      switch (criterion) {
        case Criterion.OfType _,
            Criterion.Able _,
            Criterion.Tagged _,
            Criterion.WithMetadata _,
            Criterion.Mentions _,
            Criterion.NoneOf _ -> {}
        case Criterion.InStatus _,
            Criterion.OfLiveness _,
            Criterion.Available _,
            Criterion.AnsweredWithin _,
            Criterion.LoadBelow _ ->
            throw momentary(criterion);
      }
    }
  }

  static boolean fits(Criterion criterion, AgentDescriptor agent) {
    return switch (criterion) {
      case Criterion.OfType(var type) -> agent.type().equals(type);
      case Criterion.Able(var need) -> agent.meets(need);
      case Criterion.Tagged(var tag) -> agent.tags().contains(tag);
      case Criterion.WithMetadata(var key, var value) -> value.equals(agent.metadata().get(key));
      case Criterion.Mentions(var text) -> mentions(agent, text);
      case Criterion.NoneOf(var agents) -> !agents.contains(agent.id());
      case Criterion.InStatus _,
          Criterion.OfLiveness _,
          Criterion.Available _,
          Criterion.AnsweredWithin _,
          Criterion.LoadBelow _ ->
          throw momentary(criterion);
    };
  }

  private static InvalidInputException momentary(Criterion criterion) {
    return new InvalidInputException(
        ErrorCode.INVALID_SETTING,
        "criterion of a watch",
        criterion.toString(),
        "type, capabilities, tags, metadata, text or ids; what changes is told as it changes");
  }

  private static boolean mentions(AgentDescriptor agent, String text) {
    return holds(agent.id().value(), text)
        || holds(agent.name(), text)
        || holds(agent.description(), text)
        || holds(agent.type(), text)
        || agent.tags().stream().anyMatch(tag -> holds(tag, text))
        || agent.capabilities().stream().anyMatch(capability -> mentions(capability, text));
  }

  private static boolean mentions(Capability capability, String text) {
    return holds(capability.name().value(), text)
        || holds(capability.description(), text)
        || capability.tags().stream().anyMatch(tag -> holds(tag, text));
  }

  private static boolean holds(String whole, String part) {
    return whole.toLowerCase(Locale.ROOT).contains(part);
  }
}

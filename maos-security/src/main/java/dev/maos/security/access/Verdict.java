package dev.maos.security.access;

import dev.maos.base.TopicPattern;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an agent may do something, and why. Immutable. */
public sealed interface Verdict {
  /** There is no access policy; every agent whose key is trusted may do everything. */
  record Unrestricted() implements Verdict {}

  /**
   * A rule allows it and none denies it.
   *
   * @param through the roles from one that the agent has to the one with the rule
   */
  record AllowedBy(List<RoleName> through, Rule rule) implements Verdict {
    /** Copies the roles. */
    public AllowedBy {
      through = List.copyOf(through);
    }
  }

  /**
   * A rule denies it.
   *
   * @param through the roles from one that the agent has to the one with the rule
   */
  record DeniedBy(List<RoleName> through, Rule rule) implements Verdict {
    /** Copies the roles. */
    public DeniedBy {
      through = List.copyOf(through);
    }
  }

  /** None of its roles says anything about it. */
  record NotAllowed(Set<RoleName> roles) implements Verdict {
    /** Copies the roles. */
    public NotAllowed {
      roles = Set.copyOf(roles);
    }
  }

  /** The agent has no role. */
  record WithoutRole() implements Verdict {}

  /** Its certificate is for other topics. */
  record NotCertified(List<TopicPattern> topics) implements Verdict {
    /** Copies the patterns. */
    public NotCertified {
      topics = List.copyOf(topics);
    }
  }

  /** Whether it may. */
  default boolean allows() {
    return switch (this) {
      case Unrestricted _, AllowedBy _ -> true;
      case DeniedBy _, NotAllowed _, WithoutRole _, NotCertified _ -> false;
    };
  }

  /** The reason in a line for a person. */
  default String why() {
    return switch (this) {
      case Unrestricted _ -> "there is no access policy";
      case AllowedBy(var through, var rule) -> "role %s %s".formatted(way(through), rule);
      case DeniedBy(var through, var rule) -> "role %s %s".formatted(way(through), rule);
      case NotAllowed(var roles) ->
          "none of its roles allows it: "
              + roles.stream().sorted().map(RoleName::value).collect(Collectors.joining(", "));
      case WithoutRole _ -> "it has no role";
      case NotCertified(var topics) -> "its certificate is for " + topics;
    };
  }

  private static String way(List<RoleName> through) {
    return through.stream().map(RoleName::value).collect(Collectors.joining(" > "));
  }
}

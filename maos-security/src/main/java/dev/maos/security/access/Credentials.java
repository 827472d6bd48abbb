package dev.maos.security.access;

import dev.maos.base.AgentId;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import java.util.List;

/**
 * What an agent can show besides its name: the roles and the topics that an authority certified.
 * The topics of the layer itself are not the authority's business. Immutable.
 */
public record Credentials(
    AgentId agent, List<String> roles, List<TopicPattern> publish, List<TopicPattern> consume) {
  private static final List<TopicPattern> ALL = List.of(TopicPattern.of(">"));

  /** Copies the lists. */
  public Credentials {
    roles = List.copyOf(roles);
    publish = List.copyOf(publish);
    consume = List.copyOf(consume);
  }

  /** Those of an agent that nobody certified: no role, and no topic that is forbidden. */
  public static Credentials uncertified(AgentId agent) {
    return new Credentials(agent, List.of(), ALL, ALL);
  }

  /** The topics on which this action may be done at all. */
  List<TopicPattern> topicsFor(Action action) {
    return switch (action) {
      case PUBLISH -> publish;
      case CONSUME, SUBSCRIBE -> consume;
      case ACK,
          CREATE,
          PURGE,
          DLQ_READ,
          DLQ_REDRIVE,
          EVENT_REPLAY,
          CONSENSUS_PROPOSE,
          CONSENSUS_VOTE,
          REGISTRY_REGISTER,
          REGISTRY_ADMIN,
          KEYS_ADMIN,
          POLICY_ADMIN,
          METRICS_READ ->
          ALL;
    };
  }

  boolean cover(Action action, Topic topic) {
    return topic.isReserved() || isIn(topicsFor(action), topic);
  }

  // Asked for each message, three times.
  private static boolean isIn(List<TopicPattern> patterns, Topic topic) {
    for (var pattern : patterns) {
      if (pattern.matches(topic)) {
        return true;
      }
    }
    return false;
  }
}

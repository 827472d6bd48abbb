package dev.maos.security.access;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;

/**
 * One line of a role: an action that is allowed or denied on some topics. A pattern that begins
 * with a wildcard does not reach the topics of the layer itself. Immutable.
 */
public record Rule(Effect effect, Action action, TopicPattern topics) {

  /** What a rule does. */
  public enum Effect {
    ALLOW,
    DENY
  }

  /** Allows an action on the topics of a pattern. */
  public static Rule allow(Action action, String topics) {
    return new Rule(Effect.ALLOW, action, pattern(topics));
  }

  /** Denies an action on the topics of a pattern, whatever else allows it. */
  public static Rule deny(Action action, String topics) {
    return new Rule(Effect.DENY, action, pattern(topics));
  }

  private static TopicPattern pattern(String text) {
    try {
      return TopicPattern.of(text);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(ErrorCode.INVALID_RBAC, "topics", text, e.allowed(), e);
    }
  }

  /** Whether it says anything about this. */
  public boolean concerns(Action what, Topic topic) {
    return action == what && topics.matches(topic);
  }

  @Override
  public String toString() {
    return "%s %s on %s".formatted(effect == Effect.ALLOW ? "allows" : "denies", action, topics);
  }
}

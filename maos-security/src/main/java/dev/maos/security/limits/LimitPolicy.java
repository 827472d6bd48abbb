package dev.maos.security.limits;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All bounds on what is sent; a message must keep to each of them, or none counts it.
 *
 * <p>
 *
 * {@snippet :
 * LimitPolicy.none()
 *     .with(new Limit.OfAgent(Rate.perSecond(100).burst(20)))
 *     .with(new Limit.OfTopics(TopicPattern.of("alarms.>"), Rate.perMinute(6)));
 * }
 *
 * <p>Agents whose names differ only by case are counted as one. At most 32 limits. Immutable.
 */
public record LimitPolicy(List<Limit> limits) {
  private static final int MAX_LIMITS = 32;
  private static final LimitPolicy NONE = new LimitPolicy(List.of());

  /** Copies the limits, and refuses too many with {@link ErrorCode#INVALID_POLICY}. */
  public LimitPolicy {
    limits = List.copyOf(limits);
    if (limits.size() > MAX_LIMITS) {
      throw new InvalidInputException(
          ErrorCode.INVALID_POLICY,
          "limits",
          Integer.toString(limits.size()),
          "at most " + MAX_LIMITS);
    }
  }

  /** No bound. */
  public static LimitPolicy none() {
    return NONE;
  }

  /** This policy with one limit more. */
  public LimitPolicy with(Limit limit) {
    var more = new ArrayList<>(limits);
    more.add(limit);
    return new LimitPolicy(more);
  }

  /**
   * What one message costs.
   *
   * @param scope in front of all keys, so that what is counted for different ends is kept apart
   */
  public List<Charge> charges(String scope, AgentId sender, Topic topic, long bytes) {
    var who = sender.value().toLowerCase(Locale.ROOT);
    var charges = new ArrayList<Charge>(limits.size());
    for (int i = 0; i < limits.size(); i++) {
      // Two limits of one kind, a second's and an hour's for example, are counted each for itself.
      var key = scope + ":" + i + ":";
      switch (limits.get(i)) {
        case Limit.OfAgent(var rate) -> charges.add(new Charge(key + who, rate, 1));
        case Limit.OfBytes(var rate) -> charges.add(new Charge(key + who, rate, bytes));
        case Limit.OfTopics(var topics, var rate) -> {
          if (topics.matches(topic)) {
            charges.add(new Charge(key + who, rate, 1));
          }
        }
        case Limit.OfAll(var rate) -> charges.add(new Charge(key, rate, 1));
      }
    }
    return charges;
  }
}

package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TopicPattern;

/**
 * The name of a place where messages wait: an agent's inbox, a group's shared queue, or a durable
 * subscription to topics. Dead letters and statistics are kept by this name.
 *
 * <p>Text forms: {@code inbox:worker}, {@code group:reviewers}, {@code
 * subscription:worker/orders.*}, {@code subscription:@reviewers/orders.*} (shared by the group).
 */
public record QueueName(Kind kind, String name) {
  /** What kind of place it is. */
  public enum Kind {
    INBOX("inbox:"),
    GROUP("group:"),
    SUBSCRIPTION("subscription:");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  public static QueueName inbox(AgentId agent) {
    return new QueueName(Kind.INBOX, agent.value());
  }

  public static QueueName group(GroupName group) {
    return new QueueName(Kind.GROUP, group.value());
  }

  public static QueueName subscription(AgentId agent, TopicPattern pattern) {
    return new QueueName(Kind.SUBSCRIPTION, agent.value() + "/" + pattern.value());
  }

  public static QueueName subscription(GroupName group, TopicPattern pattern) {
    return new QueueName(Kind.SUBSCRIPTION, "@" + group.value() + "/" + pattern.value());
  }

  /** Reads the text form, or throws {@link ErrorCode#INVALID_NAME}. */
  public static QueueName parse(String text) {
    for (var kind : Kind.values()) {
      if (text.startsWith(kind.prefix)) {
        return parse(kind, text);
      }
    }
    throw invalid(text);
  }

  private static QueueName parse(Kind kind, String text) {
    var name = text.substring(kind.prefix.length());
    try {
      return switch (kind) {
        case INBOX -> inbox(AgentId.of(name));
        case GROUP -> group(GroupName.of(name));
        case SUBSCRIPTION -> parseSubscription(name, text);
      };
    } catch (InvalidInputException partRefused) {
      throw invalid(text);
    }
  }

  private static QueueName parseSubscription(String name, String text) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      throw invalid(text);
    }
    var reader = name.substring(0, slash);
    var pattern = TopicPattern.of(name.substring(slash + 1));
    return reader.startsWith("@")
        ? subscription(GroupName.of(reader.substring(1)), pattern)
        : subscription(AgentId.of(reader), pattern);
  }

  private static InvalidInputException invalid(String text) {
    return new InvalidInputException(
        ErrorCode.INVALID_NAME,
        "queue name",
        text,
        "inbox:AGENT, group:GROUP, subscription:AGENT/PATTERN or subscription:@GROUP/PATTERN");
  }

  @Override
  public String toString() {
    return kind.prefix + name;
  }
}

package dev.maos.cli;

import java.util.List;

/** The rights of a Redis user, as lines for its access list; docs/redis.md explains them. */
final class RedisAcl {
  /** What somebody does with a namespace. */
  enum Role {
    /** Sends, receives and registers, and brings the functions along. */
    APP,
    /** The same, where somebody else loads the functions. */
    AGENT,
    /** The history of events too, beside either of them. */
    EVENTS
  }

  private static final String COMMANDS =
      "+@hash +@list +@sortedset +@pubsub +del +exists +rename +pexpire +type +time +ping +info"
          + " +role +wait +config|get";

  private RedisAcl() {}

  /** The lines for a user of a namespace. */
  static List<String> lines(Role role, String user, String namespace) {
    var keys = "~maos:{%s}:* &maos:{%s}:*".formatted(namespace, namespace);
    return switch (role) {
      case APP ->
          List.of(
              user(user)
                  + "reset on >PASSWORD %s +fcall +function|load ".formatted(keys)
                  + COMMANDS);
      case AGENT ->
          List.of(user(user) + "reset on >PASSWORD %s +fcall ".formatted(keys) + COMMANDS);
      case EVENTS -> List.of(user(user) + "+@stream");
    };
  }

  private static String user(String user) {
    return "ACL SETUSER %s ".formatted(user);
  }
}

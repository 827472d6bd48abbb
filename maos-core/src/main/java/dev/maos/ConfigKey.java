package dev.maos;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can be set from outside the code: its name in files and URIs is in lower case, that in the
 * environment in upper case behind {@code MAOS_}.
 */
public enum ConfigKey {
  URL("memory:", "where the backend is"),
  MAX_CONNECTIONS("20", "sockets the bus may open"),
  MAX_QUEUE_SIZE("10000", "messages in one queue"),
  MAX_DEAD_LETTERS("10000", "dead letters of one queue"),
  HISTORY("1000", "messages of a topic kept for late subscriptions"),
  DEDUPE_WINDOW("2m", "how long ids of exactly-once messages are remembered"),
  DEDUPE_CAPACITY("1000000", "ids remembered for one destination"),
  OVERFLOW("reject", "at the bound of a queue: reject, or how long to wait for room, as 5s"),
  CLEANUP_INTERVAL("300s", "how often what has expired is moved away"),
  PUBLISH_TIMEOUT("10s", "how long publishing is retried"),
  MAX_PAYLOAD_BYTES("1048576", "the largest payload"),
  MAX_HOPS("64", "how many messages may cause one another"),
  DRAIN_TIMEOUT("10s", "how long closing waits for handlers"),
  EVENT_CLEANUP_INTERVAL("300s", "how often old events are removed"),
  EVENT_APPEND_TIMEOUT("10s", "how long recording an event is repeated"),
  EVENT_MAX_DATA_BYTES("1048576", "the largest data of an event"),
  EVENT_MAX_HOPS("64", "how many events may follow from one another"),
  EVENT_DRAIN_TIMEOUT("10s", "how long closing waits for handlers of events"),
  HEARTBEAT_INTERVAL("30s", "how often agents beat"),
  HEARTBEAT_TIMEOUT("90s", "the silence after which agents are gone"),
  FORGET_AGENTS_AFTER("24h", "how long records of silent agents are kept"),
  REGISTRY_CLEANUP_INTERVAL("10m", "how often silent agents are forgotten"),
  VOTE_SWEEP_INTERVAL("1s", "how often votes are looked after"),
  VOTE_MAX_LISTENERS("100000", "callbacks and waiting threads of votes");

  static final String PREFIX = "MAOS_";

  private final String usual;
  private final String help;

  ConfigKey(String usual, String help) {
    this.usual = usual;
    this.help = help;
  }

  /** Its name in a file or a URI. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in the environment. */
  public String variable() {
    return PREFIX + name();
  }

  /** The value where nobody sets one. */
  public String usual() {
    return usual;
  }

  /** What it means, in a few words. */
  public String help() {
    return help;
  }

  static Optional<ConfigKey> find(String key) {
    return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
  }

  /** The key of this name, or {@link ErrorCode#UNKNOWN_SETTING} with what was probably meant. */
  static ConfigKey of(String key) {
    return find(key).orElseThrow(() -> unknown(key, names()));
  }

  /** The key of a variable that begins with the prefix; as {@link #of}. */
  static ConfigKey ofVariable(String variable) {
    return Arrays.stream(values())
        .filter(each -> each.variable().equals(variable))
        .findFirst()
        .orElseThrow(
            () -> unknown(variable, Arrays.stream(values()).map(ConfigKey::variable).toList()));
  }

  private static InvalidInputException unknown(String given, List<String> known) {
    var allowed =
        Suggestion.closest(given, known)
            .map(meant -> meant + "; did you mean that?")
            .orElseGet(() -> "one of " + known.stream().sorted().collect(Collectors.joining(", ")));
    return new InvalidInputException(ErrorCode.UNKNOWN_SETTING, "setting", given, allowed);
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(ConfigKey::key).toList();
  }
}

package dev.maos;

import static java.util.Map.entry;

import dev.maos.base.Durations;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.ConsensusOptions;
import dev.maos.event.EventOptions;
import dev.maos.message.BusOptions;
import dev.maos.message.Overflow;
import dev.maos.message.QueueLimits;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Rhythm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Settings from outside the code, and who said so. Immutable.
 *
 * <p>
 *
 * {@snippet :
 * var configuration =
 *     Configuration.defaults().file(Path.of("maos.properties")).environment(System.getenv());
 * try (var maos = configuration.builder().open()) {
 *   maos.bus();
 * }
 * }
 *
 * <p>Of several who set the same, the first of these counts: the code ({@link #with}), the URI
 * ({@code memory:?max_queue_size=50000}), the environment ({@code MAOS_MAX_QUEUE_SIZE}), the file
 * ({@code max_queue_size = 50000}), the default; in whatever order they were given. A name that is
 * not known is an error, and so is a value out of its range; both say where it stands.
 */
public final class Configuration {
  /** The variable that says which file to read. */
  public static final String FILE_VARIABLE = "MAOS_CONFIG";

  /** Variables with our prefix that are no settings: of the command line and the tests. */
  private static final Set<String> OTHERS =
      Set.of(
          FILE_VARIABLE,
          "MAOS_DEBUG",
          "MAOS_JAVA_HOME",
          "MAOS_JAVA_OPTS",
          "MAOS_KEYSTORE",
          "MAOS_KEYSTORE_PASSWORD",
          "MAOS_LOG_FORMAT",
          "MAOS_LOG_LEVEL",
          "MAOS_REDIS_SERVER");

  // What the options records call what we call otherwise, in their refusals.
  private static final Map<String, ConfigKey> BUS_FIELDS =
      Map.ofEntries(
          entry("maxConnections", ConfigKey.MAX_CONNECTIONS),
          entry("maxQueueSize", ConfigKey.MAX_QUEUE_SIZE),
          entry("maxDeadLetters", ConfigKey.MAX_DEAD_LETTERS),
          entry("dedupeWindow", ConfigKey.DEDUPE_WINDOW),
          entry("dedupeCapacity", ConfigKey.DEDUPE_CAPACITY),
          entry("overflow patience", ConfigKey.OVERFLOW),
          entry("cleanupInterval", ConfigKey.CLEANUP_INTERVAL),
          entry("publishTimeout", ConfigKey.PUBLISH_TIMEOUT),
          entry("maxPayloadBytes", ConfigKey.MAX_PAYLOAD_BYTES),
          entry("maxHops", ConfigKey.MAX_HOPS),
          entry("drainTimeout", ConfigKey.DRAIN_TIMEOUT));

  private static final Map<String, ConfigKey> EVENT_FIELDS =
      Map.of(
          "cleanupInterval", ConfigKey.EVENT_CLEANUP_INTERVAL,
          "appendTimeout", ConfigKey.EVENT_APPEND_TIMEOUT,
          "maxDataBytes", ConfigKey.EVENT_MAX_DATA_BYTES,
          "maxHops", ConfigKey.EVENT_MAX_HOPS,
          "drainTimeout", ConfigKey.EVENT_DRAIN_TIMEOUT);

  private static final Map<String, ConfigKey> REGISTRY_FIELDS =
      Map.of(
          "interval", ConfigKey.HEARTBEAT_INTERVAL,
          "timeout", ConfigKey.HEARTBEAT_TIMEOUT,
          "forgetAfter", ConfigKey.FORGET_AGENTS_AFTER,
          "cleanupInterval", ConfigKey.REGISTRY_CLEANUP_INTERVAL);

  private static final Map<String, ConfigKey> VOTE_FIELDS =
      Map.of(
          "sweepInterval", ConfigKey.VOTE_SWEEP_INTERVAL,
          "maxListeners", ConfigKey.VOTE_MAX_LISTENERS);

  private static final Configuration DEFAULTS = new Configuration(Map.of());

  private final Map<ConfigKey, ConfigSetting> given;

  private Configuration(Map<ConfigKey, ConfigSetting> given) {
    this.given = given.isEmpty() ? Map.of() : new EnumMap<>(given);
  }

  /** What counts where nobody says anything else. */
  public static Configuration defaults() {
    return DEFAULTS;
  }

  /**
   * What the process was told: its environment, and the file that {@value #FILE_VARIABLE} names in
   * it.
   */
  public static Configuration of(Map<String, String> environment) {
    var path = Optional.ofNullable(environment.get(FILE_VARIABLE)).filter(name -> !name.isEmpty());
    var fromFile = path.map(name -> DEFAULTS.file(Path.of(name))).orElse(DEFAULTS);
    return fromFile.environment(environment);
  }

  /**
   * With the settings of a file, UTF-8 of at most 64 KiB with one {@code name = value} a line.
   *
   * @throws InvalidInputException with one of the {@code CONFIG_} codes or {@link
   *     ErrorCode#UNKNOWN_SETTING}, naming file and line; nothing of the file counts then
   */
  public Configuration file(Path path) {
    return with(ConfigFile.read(path).stream());
  }

  /**
   * With all variables that begin with {@code MAOS_}; empty ones say nothing.
   *
   * @throws InvalidInputException {@link ErrorCode#UNKNOWN_SETTING}
   */
  public Configuration environment(Map<String, String> environment) {
    return with(
        new TreeMap<>(environment)
            .entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(ConfigKey.PREFIX))
                .filter(entry -> !OTHERS.contains(entry.getKey()) && !entry.getValue().isEmpty())
                .map(entry -> variable(entry.getKey(), entry.getValue())));
  }

  private static ConfigSetting variable(String name, String value) {
    return new ConfigSetting(ConfigKey.ofVariable(name), value, new ConfigOrigin.Environment(name));
  }

  /** With a backend that the code names; settings in the URI count as the URI's. */
  public Configuration uri(String uri) {
    return with(ConfigKey.URL, uri);
  }

  /** With a value that the code says. */
  public Configuration with(ConfigKey key, String value) {
    return with(Stream.of(new ConfigSetting(key, value, new ConfigOrigin.Code())));
  }

  private Configuration with(Stream<ConfigSetting> more) {
    var all = new EnumMap<ConfigKey, ConfigSetting>(ConfigKey.class);
    all.putAll(given);
    more.forEach(setting ->
        all.merge(
            setting.key(),
            setting,
            (before, now) -> rank(now.origin()) >= rank(before.origin()) ? now : before));
    return new Configuration(all);
  }

  private static int rank(ConfigOrigin origin) {
    return switch (origin) {
      case ConfigOrigin.Usual() -> 0;
      case ConfigOrigin.File _ -> 1;
      case ConfigOrigin.Environment _ -> 2;
      case ConfigOrigin.Uri() -> 3;
      case ConfigOrigin.Code() -> 4;
    };
  }

  /**
   * All that is in force, in the order of the keys.
   *
   * @throws InvalidInputException as {@link #builder}
   */
  public List<ConfigSetting> settings() {
    var whole = withUri();
    return Stream.of(ConfigKey.values()).map(whole::setting).toList();
  }

  /** Where the backend is, without the settings of the URI that are ours. */
  public String url() {
    return UriSettings.of(setting(ConfigKey.URL).value()).rest();
  }

  /**
   * Starts to open what is configured; what is said to the builder counts more.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_SETTING} or {@link
   *     ErrorCode#CONFLICTING_SETTINGS}, naming the setting and who said so
   */
  public Maos.Builder builder() {
    return new Maos.Builder(this);
  }

  /** What the builder begins with. */
  record Parts(
      BusOptions bus, EventOptions events, RegistryOptions registry, ConsensusOptions consensus) {}

  Parts parts() {
    var whole = withUri();
    return new Parts(
        whole.checked(whole::bus, BUS_FIELDS),
        whole.checked(whole::events, EVENT_FIELDS),
        whole.checked(whole::registry, REGISTRY_FIELDS),
        whole.checked(whole::consensus, VOTE_FIELDS));
  }

  /** The settings of the bus. */
  public BusOptions busOptions() {
    return parts().bus();
  }

  private Configuration withUri() {
    return with(UriSettings.of(setting(ConfigKey.URL).value()).settings().stream());
  }

  private ConfigSetting setting(ConfigKey key) {
    var known = given.get(key);
    return known == null ? new ConfigSetting(key, key.usual(), new ConfigOrigin.Usual()) : known;
  }

  private BusOptions bus() {
    return new BusOptions(
        number(ConfigKey.MAX_CONNECTIONS),
        new QueueLimits(
            number(ConfigKey.MAX_QUEUE_SIZE),
            number(ConfigKey.MAX_DEAD_LETTERS),
            number(ConfigKey.HISTORY),
            duration(ConfigKey.DEDUPE_WINDOW),
            number(ConfigKey.DEDUPE_CAPACITY)),
        setting(ConfigKey.OVERFLOW).value().equals("reject")
            ? Overflow.reject()
            : Overflow.block(duration(ConfigKey.OVERFLOW)),
        duration(ConfigKey.CLEANUP_INTERVAL),
        duration(ConfigKey.PUBLISH_TIMEOUT),
        number(ConfigKey.MAX_PAYLOAD_BYTES),
        number(ConfigKey.MAX_HOPS),
        duration(ConfigKey.DRAIN_TIMEOUT));
  }

  private EventOptions events() {
    return EventOptions.defaults()
        .cleanupInterval(duration(ConfigKey.EVENT_CLEANUP_INTERVAL))
        .appendTimeout(duration(ConfigKey.EVENT_APPEND_TIMEOUT))
        .maxDataBytes(number(ConfigKey.EVENT_MAX_DATA_BYTES))
        .maxHops(number(ConfigKey.EVENT_MAX_HOPS))
        .drainTimeout(duration(ConfigKey.EVENT_DRAIN_TIMEOUT));
  }

  private RegistryOptions registry() {
    return RegistryOptions.defaults()
        .rhythm(
            new Rhythm(
                duration(ConfigKey.HEARTBEAT_INTERVAL), duration(ConfigKey.HEARTBEAT_TIMEOUT)))
        .forgetAfter(duration(ConfigKey.FORGET_AGENTS_AFTER))
        .cleanupInterval(duration(ConfigKey.REGISTRY_CLEANUP_INTERVAL));
  }

  private ConsensusOptions consensus() {
    return new ConsensusOptions(
        duration(ConfigKey.VOTE_SWEEP_INTERVAL), number(ConfigKey.VOTE_MAX_LISTENERS));
  }

  private int number(ConfigKey key) {
    var text = setting(key).value();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid(key, text, "a whole number, as " + key.usual(), e);
    }
  }

  private Duration duration(ConfigKey key) {
    var text = setting(key).value();
    try {
      return Durations.parse(text);
    } catch (InvalidInputException e) {
      throw invalid(key, text, e.allowed(), e);
    }
  }

  private static InvalidInputException invalid(
      ConfigKey key, String text, String allowed, RuntimeException cause) {
    return new InvalidInputException(ErrorCode.INVALID_SETTING, key.key(), text, allowed, cause);
  }

  // The options refuse under their own names; whoever wrote a file knows others.
  private <T> T checked(Supplier<T> options, Map<String, ConfigKey> fields) {
    try {
      return options.get();
    } catch (InvalidInputException e) {
      throw ConfigKey.find(e.field())
          .or(() -> Optional.ofNullable(fields.get(e.field())))
          .map(key -> e.in(key.key() + " from " + setting(key).origin()))
          .orElse(e);
    }
  }
}

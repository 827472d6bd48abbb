package dev.maos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.consensus.ConsensusOptions;
import dev.maos.event.EventOptions;
import dev.maos.message.BusOptions;
import dev.maos.message.Overflow;
import dev.maos.registry.RegistryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings from outside the code: rows 42 to 45 of the bad inputs. */
class ConfigurationTest {
  private static final Configuration DEFAULTS = Configuration.defaults();

  @TempDir private Path folder;

  @Test
  void theDefaultsAreThoseOfTheOptions() {
    var parts = DEFAULTS.parts();

    assertThat(parts.bus()).isEqualTo(BusOptions.defaults());
    assertThat(parts.events()).isEqualTo(EventOptions.defaults());
    assertThat(parts.registry()).isEqualTo(RegistryOptions.defaults());
    assertThat(parts.consensus()).isEqualTo(ConsensusOptions.defaults());
    assertThat(DEFAULTS.url()).isEqualTo("memory:");
  }

  @ParameterizedTest
  @EnumSource
  void everyKeyChangesSomething(ConfigKey key) {
    var others =
        Map.of(
            ConfigKey.URL, "redis://host",
            ConfigKey.OVERFLOW, "5s",
            ConfigKey.DEDUPE_WINDOW, "5m",
            ConfigKey.HEARTBEAT_TIMEOUT, "2m",
            ConfigKey.FORGET_AGENTS_AFTER, "2h");
    var other =
        others.getOrDefault(
            key, key.usual().endsWith("s") || key.usual().endsWith("m") ? "7s" : "2000");
    if (key.name().endsWith("MAX_HOPS") || key == ConfigKey.MAX_CONNECTIONS) {
      other = "7";
    }

    var changed = DEFAULTS.with(key, other);

    boolean isAsBefore =
        changed.parts().equals(DEFAULTS.parts()) && changed.url().equals(DEFAULTS.url());
    assertThat(isAsBefore).isFalse();
    assertThat(changed.settings())
        .filteredOn(setting -> !(setting.origin() instanceof ConfigOrigin.Usual))
        .extracting(ConfigSetting::key)
        .containsExactly(key);
  }

  @Test
  void codeBeatsUriBeatsEnvironmentBeatsFileBeatsDefault() throws IOException {
    var file = write("max_hops = 11\nhistory = 11\nmax_queue_size = 11\nmax_dead_letters = 11");
    var environment =
        Map.of("MAOS_MAX_HOPS", "12", "MAOS_HISTORY", "12", "MAOS_MAX_QUEUE_SIZE", "12");
    var uri = "memory:?max_hops=13&history=13";

    // In whatever order they are given.
    var first =
        DEFAULTS.with(ConfigKey.MAX_HOPS, "14").uri(uri).environment(environment).file(file);
    var second =
        DEFAULTS.file(file).environment(environment).uri(uri).with(ConfigKey.MAX_HOPS, "14");

    for (var configuration : List.of(first, second)) {
      var bus = configuration.busOptions();
      assertThat(bus.maxHops()).isEqualTo(14);
      assertThat(bus.limits().history()).isEqualTo(13);
      assertThat(bus.limits().maxQueueSize()).isEqualTo(12);
      assertThat(bus.limits().maxDeadLetters()).isEqualTo(11);
      assertThat(bus.maxConnections()).isEqualTo(20);
      assertThat(configuration.settings())
          .extracting(setting -> setting.key().key() + " " + setting.origin())
          .contains(
              "max_hops code",
              "history URI",
              "max_queue_size MAOS_MAX_QUEUE_SIZE",
              "max_dead_letters " + file + ":4",
              "max_connections default");
    }
  }

  @Test
  void whatIsConfiguredIsWhatIsOpened() {
    try (var maos = Maos.open("memory:?max_queue_size=7&overflow=2s")) {
      assertThat(maos.bus().options().limits().maxQueueSize()).isEqualTo(7);
      assertThat(maos.bus().options().overflow()).isEqualTo(Overflow.block(Duration.ofSeconds(2)));
    }
    try (var maos = DEFAULTS.with(ConfigKey.MAX_HOPS, "9").builder().open()) {
      assertThat(maos.bus().options().maxHops()).isEqualTo(9);
    }
  }

  @Test
  void whatTheBuilderIsToldCountsMore() {
    var own = BusOptions.defaults().maxHops(5);
    try (var maos = Maos.builder("memory:?max_hops=9").options(own).open()) {
      assertThat(maos.bus().options().maxHops()).isEqualTo(5);
    }
  }

  @Test
  void optionsOfTheBackendStayInItsUrl() {
    var uri = "redis://:p?w@host:6379/2?namespace=a&max_hops=9&timeout=3s";

    var configuration = DEFAULTS.uri(uri);

    assertThat(configuration.url()).isEqualTo("redis://:p?w@host:6379/2?namespace=a&timeout=3s");
    assertThat(configuration.busOptions().maxHops()).isEqualTo(9);
  }

  @Test
  void theEnvironmentNamesTheFile() throws IOException {
    var file = write("# ours\n\nurl = redis://somewhere\n");

    var configuration = Configuration.of(Map.of("MAOS_CONFIG", file.toString(), "HOME", "/root"));

    assertThat(configuration.url()).isEqualTo("redis://somewhere");
    assertThat(Configuration.of(Map.of("MAOS_CONFIG", "")).url()).isEqualTo("memory:");
  }

  @Test
  void twoSettingsThatOnlyFitTogetherAreTakenTogether() {
    var bus =
        DEFAULTS
            .with(ConfigKey.DEDUPE_WINDOW, "5s")
            .with(ConfigKey.PUBLISH_TIMEOUT, "2s")
            .busOptions();

    assertThat(bus.publishTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aPasswordIsNoPartOfTheText() {
    var settings = DEFAULTS.uri("redis://:hunter2@host").settings();

    assertThat(settings.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest(name = "42: {0}")
  @CsvSource({
    "max_queue_sise,max_queue_size; did you mean that?",
    "max_hop,max_hops; did you mean that?",
    "frobnicate,'one of cleanup_interval, dedupe_capacity,'",
  })
  void anUnknownKeyIsAnErrorWithWhatWasMeant(String key, String expected) throws IOException {
    var file = write("history = 5\n" + key + " = 7\n");

    assertRefused(ErrorCode.UNKNOWN_SETTING, () -> DEFAULTS.file(file), expected, file + ":2");
    assertRefused(ErrorCode.UNKNOWN_SETTING, () -> Maos.open("memory:?" + key + "=7"), expected);
  }

  @Test
  @DisplayName("42: an unknown variable")
  void anUnknownVariableIsAnErrorWithWhatWasMeant() {
    assertRefused(
        ErrorCode.UNKNOWN_SETTING,
        () -> DEFAULTS.environment(Map.of("MAOS_MAX_QUEUE_SISE", "7")),
        "MAOS_MAX_QUEUE_SIZE; did you mean that?");
    assertThat(DEFAULTS.environment(Map.of("MAOS_DEBUG", "1", "OTHER", "2")).parts())
        .isEqualTo(DEFAULTS.parts());
  }

  @ParameterizedTest(name = "43: {0}={1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "MAX_CONNECTIONS | 0 | 1 to 1,000",
        "MAX_CONNECTIONS | -1 | 1 to 1,000",
        "MAX_CONNECTIONS | \"20\" | a whole number",
        "MAX_CONNECTIONS | 1e9 | a whole number",
        "MAX_CONNECTIONS | 1000000000 | 1 to 1,000",
        "MAX_CONNECTIONS | 99999999999999 | a whole number",
        "CLEANUP_INTERVAL | NaN | numbers with the units",
        "CLEANUP_INTERVAL | 0s | PT1S to PT24H",
        "EVENT_CLEANUP_INTERVAL | 0s | PT1S to PT24H",
        "EVENT_MAX_HOPS | 300 | 1 to 255",
        "OVERFLOW | wait | numbers with the units",
        "OVERFLOW | 2h | PT0S to PT1H",
        "HEARTBEAT_INTERVAL | 0s | PT0.01S to PT1H",
        "REGISTRY_CLEANUP_INTERVAL | 2d | PT1S to PT24H",
        "VOTE_SWEEP_INTERVAL | 5m | PT0.05S to PT1M",
        "VOTE_MAX_LISTENERS | 0 | 1 to 1,000,000",
        "MAX_DEAD_LETTERS | 0 | 1 to 10,000,000",
        "DEDUPE_CAPACITY | 5 | 1,024 to 100,000,000",
      })
  void aValueOutOfItsRangeNamesKeyPlaceAndRange(ConfigKey key, String value, String allowed) {
    var given = DEFAULTS.environment(Map.of(key.variable(), value));

    assertRefused(
        ErrorCode.INVALID_SETTING,
        given::builder,
        key.key() + " from " + key.variable() + ": ",
        allowed);
  }

  @Test
  @DisplayName("44: a file that is not there, a folder, too large, or not text")
  void aFileThatCannotBeReadIsRefusedWithItsPath() throws IOException {
    var missing = folder.resolve("missing");
    var large = Files.write(folder.resolve("large"), new byte[100_000_000]);
    var binary = Files.write(folder.resolve("binary"), new byte[] {'a', '=', (byte) 0xff});

    assertRefused(ErrorCode.CONFIG_NOT_FOUND, () -> DEFAULTS.file(missing), "missing");
    assertRefused(ErrorCode.CONFIG_UNREADABLE, () -> DEFAULTS.file(folder), "not a folder");
    assertRefused(ErrorCode.CONFIG_TOO_LARGE, () -> DEFAULTS.file(large), "64 KiB");
    assertRefused(ErrorCode.CONFIG_UNREADABLE, () -> DEFAULTS.file(binary), "UTF-8");
  }

  @Test
  @DisplayName("44: a duplicate key, a line that is none, YAML")
  void aLineThatIsWrongIsRefusedWithItsNumber() throws IOException {
    var twice = write("max_hops = 7\n\nmax_hops = 8");
    assertRefused(
        ErrorCode.CONFIG_DUPLICATE_KEY, () -> DEFAULTS.file(twice), twice + ":3", "in line 1");

    var secret = write("hunter2\n");
    assertRefused(ErrorCode.CONFIG_MALFORMED, () -> DEFAULTS.file(secret), secret + ":1");
    assertThatThrownBy(() -> DEFAULTS.file(secret)).hasMessageNotContaining("hunter2");

    var bomb = write("a: &a [x, x]\nb: &b [*a, *a]\n");
    assertRefused(ErrorCode.CONFIG_MALFORMED, () -> DEFAULTS.file(bomb), bomb + ":1");
  }

  @Test
  @DisplayName("45: a dedupe window that is shorter than publishing may take")
  void settingsThatContradictEachOtherAreRefusedTogether() {
    assertRefused(
        ErrorCode.CONFLICTING_SETTINGS,
        DEFAULTS.with(ConfigKey.DEDUPE_WINDOW, "5s")::builder,
        "publish_timeout from default",
        "dedupeWindow");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("maos.properties"), text);
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(words)
        .extracting(e -> ((MaosException) e).code())
        .isEqualTo(code);
  }
}

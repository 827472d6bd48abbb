package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bound of each setting, from both of its sides. */
class SettingsTest {
  private static final Duration TICK = Duration.ofNanos(1);

  @ParameterizedTest
  @MethodSource("counts")
  void aNumberIsBoundedOnBothSides(String setting, int least, int most, IntFunction<?> change) {
    assertThat(change.apply(least)).isNotNull();
    assertThat(change.apply(most)).isNotNull();
    assertRefused(setting, Integer.toString(least - 1), () -> change.apply(least - 1));
    assertRefused(setting, Integer.toString(most + 1), () -> change.apply(most + 1));
    assertRefused(setting, "-2147483648", () -> change.apply(Integer.MIN_VALUE));
    assertRefused(setting, "2147483647", () -> change.apply(Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("durations")
  void aDurationIsBoundedOnBothSides(
      String setting, Duration least, Duration most, Function<Duration, ?> change) {
    var before = least.minus(TICK);
    var after = most.plus(TICK);

    assertThat(change.apply(least)).isNotNull();
    assertThat(change.apply(most)).isNotNull();
    assertRefused(setting, before.toString(), () -> change.apply(before));
    assertRefused(setting, after.toString(), () -> change.apply(after));
    assertRefused(
        setting,
        "PT2562047788015215H30M7S",
        () -> change.apply(Duration.ofSeconds(Long.MAX_VALUE)));
  }

  @Test
  void aFilterNamesFiveHundredSendersAtMost() {
    assertThat(MessageFilter.ANY.senders(senders(500)).senders()).hasSize(500);
    assertRefused("senders", "501", () -> MessageFilter.ANY.senders(senders(501)));
  }

  private static AgentId[] senders(int count) {
    return IntStream.range(0, count).mapToObj(i -> AgentId.of("a" + i)).toArray(AgentId[]::new);
  }

  @Test
  void publishingIsRetriedForLessTimeThanIdsAreRemembered() {
    var options = BusOptions.defaults();
    var window = options.limits().dedupeWindow();

    var refusal =
        catchThrowableOfType(InvalidInputException.class, () -> options.publishTimeout(window));

    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICTING_SETTINGS);
    assertThat(refusal).hasMessageContaining("publishTimeout").hasMessageContaining("dedupeWindow");
    assertThatCode(() -> options.publishTimeout(window.minus(TICK))).doesNotThrowAnyException();
  }

  @Test
  void idsAreRememberedForLongerThanPublishingIsRetried() {
    var options = BusOptions.defaults();
    var shorter = options.limits().dedupeWindow(options.publishTimeout());

    var refusal = catchThrowableOfType(InvalidInputException.class, () -> options.limits(shorter));

    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICTING_SETTINGS);
  }

  static Stream<Arguments> counts() {
    var bus = BusOptions.defaults();
    var limits = QueueLimits.defaults();
    var publisher = PublisherOptions.defaults();
    var subscription = SubscriptionOptions.defaults();
    return Stream.of(
        count("maxConnections", 1, 1_000, bus::maxConnections),
        count("maxPayloadBytes", 1, 64 * 1024 * 1024, bus::maxPayloadBytes),
        count("maxHops", 1, 255, bus::maxHops),
        count("maxQueueSize", 1, 10_000_000, bus::maxQueueSize),
        count("maxQueueSize", 1, 10_000_000, limits::maxQueueSize),
        count("maxDeadLetters", 1, 10_000_000, limits::maxDeadLetters),
        count("history", 0, 10_000_000, limits::history),
        count("dedupeCapacity", 1_024, 100_000_000, limits::dedupeCapacity),
        count("maxInFlight", 1, 1_000_000, publisher::maxInFlight),
        count("maxInFlightBytes", 1_024, 1 << 30, publisher::maxInFlightBytes),
        count("maxBatch", 1, 10_000, publisher::maxBatch),
        count("concurrency", 1, 1_000, subscription::concurrency),
        count("maxUnsettled", 1, 10_000, subscription::maxUnsettled),
        count("maxDeliveries", 1, 1_000, subscription::maxDeliveries));
  }

  static Stream<Arguments> durations() {
    var second = Duration.ofSeconds(1);
    var hour = Duration.ofHours(1);
    var day = Duration.ofDays(1);
    var week = Duration.ofDays(7);
    var bus = BusOptions.defaults().limits(QueueLimits.defaults().dedupeWindow(day));
    return Stream.of(
        duration("cleanupInterval", second, day, bus::cleanupInterval),
        duration("publishTimeout", Duration.ZERO, hour, bus::publishTimeout),
        duration("drainTimeout", Duration.ZERO, hour, bus::drainTimeout),
        duration("dedupeWindow", second, week, QueueLimits.defaults()::dedupeWindow),
        duration("lease", Duration.ofMillis(100), day, SubscriptionOptions.defaults()::lease),
        duration("overflow patience", Duration.ZERO, hour, Overflow::block));
  }

  private static void assertRefused(String setting, String value, ThrowingCallable change) {
    var refusal = catchThrowableOfType(InvalidInputException.class, change);
    assertThat(refusal).as("refusal of " + setting + " " + value).isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_SETTING);
    assertThat(refusal.field()).isEqualTo(setting);
    assertThat(refusal.value()).isEqualTo(value);
    assertThat(refusal.allowed()).contains(" to ");
  }

  private static Arguments count(String setting, int least, int most, IntFunction<?> change) {
    return argumentSet(setting, setting, least, most, change);
  }

  private static Arguments duration(
      String setting, Duration least, Duration most, Function<Duration, ?> change) {
    return argumentSet(setting, setting, least, most, change);
  }
}

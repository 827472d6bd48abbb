package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.maos.message.InboxSpec.LaneOrder;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.SubscriptionOptions.Acknowledgement;
import dev.maos.resilience.RetryPolicy;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptionsTest {
  @ParameterizedTest
  @MethodSource("changes")
  void aChangeChangesOneSettingAndNoOther(
      Record before, Record after, String setting, Object value) {
    assertThat(differences(before, after)).containsExactly(setting);
    assertThat(value(component(after, setting), after)).isEqualTo(value);
  }

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    assertThat(BusOptions.defaults())
        .isEqualTo(
            new BusOptions(
                20,
                new QueueLimits(10_000, 10_000, 1_000, Duration.ofMinutes(2), 1_000_000),
                Overflow.reject(),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                1_048_576,
                64,
                Duration.ofSeconds(10)));
    assertThat(PublisherOptions.defaults())
        .isEqualTo(new PublisherOptions(10_000, 16_777_216, 512));
    assertThat(SubscriptionOptions.defaults())
        .isEqualTo(
            new SubscriptionOptions(
                MessageFilter.ANY,
                Optional.empty(),
                StartAt.LATEST,
                1,
                Acknowledgement.AUTOMATIC,
                256,
                Duration.ofSeconds(30),
                5,
                RetryPolicy.defaults(),
                LaneOrder.WEIGHTED,
                WhenFull.LAGGING,
                WhenBufferFull.DROP_OLDEST));
  }

  static Stream<Arguments> changes() {
    return Stream.of(ofTheBus(), ofLimits(), ofPublishers(), ofSubscriptions())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> ofTheBus() {
    var options = BusOptions.defaults();
    var minute = Duration.ofMinutes(1);
    var limits = QueueLimits.defaults().history(7);
    var block = Overflow.block(minute);
    return Stream.of(
        row(options, options.maxConnections(7), "maxConnections", 7),
        row(options, options.limits(limits), "limits", limits),
        row(options, options.overflow(block), "overflow", new Overflow.Block(minute)),
        row(options, options.cleanupInterval(minute), "cleanupInterval", minute),
        row(options, options.publishTimeout(minute), "publishTimeout", minute),
        row(options, options.maxPayloadBytes(7), "maxPayloadBytes", 7),
        row(options, options.maxHops(7), "maxHops", 7),
        row(options, options.drainTimeout(minute), "drainTimeout", minute),
        row(
            options,
            options.maxQueueSize(50_000),
            "limits",
            QueueLimits.defaults().maxQueueSize(50_000)));
  }

  private static Stream<Arguments> ofLimits() {
    var limits = QueueLimits.defaults();
    var hour = Duration.ofHours(1);
    return Stream.of(
        row(limits, limits.maxQueueSize(7), "maxQueueSize", 7),
        row(limits, limits.maxDeadLetters(7), "maxDeadLetters", 7),
        row(limits, limits.history(7), "history", 7),
        row(limits, limits.dedupeWindow(hour), "dedupeWindow", hour),
        row(limits, limits.dedupeCapacity(7_000), "dedupeCapacity", 7_000));
  }

  private static Stream<Arguments> ofPublishers() {
    var options = PublisherOptions.defaults();
    return Stream.of(
        row(options, options.maxInFlight(7), "maxInFlight", 7),
        row(options, options.maxInFlightBytes(7_000), "maxInFlightBytes", 7_000),
        row(options, options.maxBatch(7), "maxBatch", 7));
  }

  private static Stream<Arguments> ofSubscriptions() {
    var options = SubscriptionOptions.defaults();
    var filter = MessageFilter.ANY.types(MessageType.COMMAND);
    var group = Optional.of(GroupName.of("reviewers"));
    var retry = RetryPolicy.defaults().maxAttempts(9);
    var minute = Duration.ofMinutes(1);
    var manual = Acknowledgement.MANUAL;
    var dropNewest = WhenBufferFull.DROP_NEWEST;
    return Stream.of(
        row(options, options.filter(filter), "filter", filter),
        row(options, options.group(group), "group", group),
        row(options, options.inGroup("reviewers"), "group", group),
        row(options, options.start(StartAt.EARLIEST), "start", StartAt.EARLIEST),
        row(options, options.concurrency(7), "concurrency", 7),
        row(options, options.acknowledgement(manual), "acknowledgement", manual),
        row(options, options.manual(), "acknowledgement", manual),
        row(options, options.maxUnsettled(7), "maxUnsettled", 7),
        row(options, options.lease(minute), "lease", minute),
        row(options, options.maxDeliveries(7), "maxDeliveries", 7),
        row(options, options.retry(retry), "retry", retry),
        row(options, options.lanes(LaneOrder.STRICT), "lanes", LaneOrder.STRICT),
        row(options, options.whenFull(WhenFull.DEAD_LETTER), "whenFull", WhenFull.DEAD_LETTER),
        row(options, options.whenBufferFull(dropNewest), "whenBufferFull", dropNewest));
  }

  private static Arguments row(Record before, Record after, String setting, Object value) {
    return argumentSet(setting, before, after, setting, value);
  }

  private static Stream<String> differences(Record before, Record after) {
    return Arrays.stream(before.getClass().getRecordComponents())
        .filter(part -> !value(part, before).equals(value(part, after)))
        .map(RecordComponent::getName);
  }

  private static RecordComponent component(Record options, String name) {
    return Arrays.stream(options.getClass().getRecordComponents())
        .filter(part -> part.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Object value(RecordComponent part, Record options) {
    try {
      return part.getAccessor().invoke(options);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(part.toString(), e);
    }
  }
}

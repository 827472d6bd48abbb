package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueNameTest {
  private static final AgentId WORKER = Samples.WORKER;
  private static final GroupName REVIEWERS = GroupName.of("reviewers");
  private static final TopicPattern PATTERN = TopicPattern.of("orders.*");

  @ParameterizedTest
  @MethodSource("names")
  void theTextFormIsReadBack(String text, QueueName name) {
    assertThat(name).hasToString(text);
    assertThat(QueueName.parse(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "worker",
        "inbox",
        "inbox:",
        "group:",
        "subscription:",
        "INBOX:a",
        "queue:a",
        ":a",
        "inbox:a b",
        "inbox:a/b",
        "group:*",
        "group:@a",
        "subscription:worker",
        "subscription:worker/",
        "subscription:worker/a..b",
        "subscription:/orders",
        "subscription:@/orders",
        "subscription:worker/a/b"
      })
  void anythingElseIsRefused(String text) {
    var refusal = catchThrowableOfType(InvalidInputException.class, () -> QueueName.parse(text));

    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_NAME);
    assertThat(refusal.value()).isEqualTo(text);
    assertThat(refusal.allowed()).contains("inbox:AGENT", "group:GROUP", "subscription:AGENT");
  }

  @Test
  void anAgentAloneReadsItsInboxAndItsOwnSubscription() {
    var spec = SubscriptionOptions.defaults().spec(WORKER, PATTERN);

    assertThat(spec.direct()).isEqualTo(QueueName.inbox(WORKER));
    assertThat(spec.subscription()).isEqualTo(QueueName.subscription(WORKER, PATTERN));
  }

  @Test
  void aMemberOfAGroupReadsWhatTheGroupShares() {
    var spec = SubscriptionOptions.defaults().inGroup("reviewers").spec(WORKER, PATTERN);

    assertThat(spec.direct()).isEqualTo(QueueName.group(REVIEWERS));
    assertThat(spec.subscription()).isEqualTo(QueueName.subscription(REVIEWERS, PATTERN));
  }

  @Test
  void anInboxWantsWhatItsPatternAndItsFilterWant() {
    var filter =
        SubscriptionOptions.defaults().filter(MessageFilter.ANY.types(MessageType.COMMAND));
    var spec = filter.spec(WORKER, PATTERN);
    var command = Samples.draft().command(Payload.empty());

    assertThat(spec.wants(Topic.of("orders.new"), command)).isTrue();
    assertThat(spec.wants(Topic.of("orders"), command)).isFalse();
    assertThat(spec.wants(Topic.of("orders.new"), Samples.draft().heartbeat())).isFalse();
  }

  static Stream<Arguments> names() {
    return Stream.of(
        row("inbox:worker", QueueName.inbox(WORKER)),
        row("group:reviewers", QueueName.group(REVIEWERS)),
        row("subscription:worker/orders.*", QueueName.subscription(WORKER, PATTERN)),
        row("subscription:@reviewers/orders.*", QueueName.subscription(REVIEWERS, PATTERN)));
  }

  private static Arguments row(String text, QueueName name) {
    return argumentSet(text, text, name);
  }
}

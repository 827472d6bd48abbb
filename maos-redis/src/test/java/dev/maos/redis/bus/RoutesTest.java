package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes are found anew after every change of the subscriptions, and kept only for as long. */
class RoutesTest extends LibraryScene {
  private RedisTransport process;

  @BeforeEach
  void openProcess() {
    process = process();
  }

  private static Message on(String topic, Guarantee guarantee) {
    return Message.from(ALICE).toEveryone().on(topic).guarantee(guarantee).event(Payload.text("x"));
  }

  @Test
  void aRouteThatIsKnownIsFoundAnewForANewSubscription() {
    send(process, news("before"));
    var bob = open(process(), reading(BOB, "news"));
    send(process, news("after"));

    assertThat(bob.drain()).containsExactly("after");
  }

  @Test
  void aSubscriptionThatEndedIsFedNoMore() {
    var bob = open(process, reading(BOB, "news"));
    send(process, news("a"));
    bob.close();
    assertThat(process().forget(bob.spec().subscription())).isTrue();

    send(process, news("b"));

    assertThat(keys().names()).noneMatch(name -> name.startsWith("lane:"));
    assertThat(process.queues())
        .noneMatch(stats -> stats.queue().equals(bob.spec().subscription()));
    expectConsistency();
  }

  @Test
  void aReaderThatLeavesKeepsItsSubscriptionFed() {
    var bob = open(process, reading(BOB, "news"));
    bob.close();
    send(process, news("meanwhile"));

    assertThat(open(process, reading(BOB, "news")).drain()).containsExactly("meanwhile");
  }

  @Test
  void topicsWithoutHistoryLeaveNothingBehind() {
    limits = limits.history(0);
    process = process();
    for (int i = 0; i < 50; i++) {
      send(process, on("once.topic" + i, Guarantee.AT_LEAST_ONCE));
    }
    pass(Duration.ofDays(2));
    var _ = process.sweep();

    assertThat(keys().pairs("routes")).isEmpty();
    assertThat(keys().pairs("frames")).isEmpty();
  }

  @Test
  void atMostOnceMessagesLeaveNothingBehind() {
    for (int i = 0; i < 50; i++) {
      send(process, on("once.topic" + i, Guarantee.AT_MOST_ONCE));
    }
    pass(Duration.ofDays(2));
    var _ = process.sweep();

    assertThat(keys().pairs("routes")).isEmpty();
    assertThat(keys().pairs("frames")).isEmpty();
  }

  @Test
  void aHistoryThatExpiredLeavesNothingBehind() {
    for (int i = 0; i < 50; i++) {
      send(process, on("topic" + i, Guarantee.AT_LEAST_ONCE));
    }
    assertThat(keys().pairs("topics")).hasSize(50);
    pass(Duration.ofDays(2));
    var _ = process.sweep();

    assertThat(keys().names()).noneMatch(name -> name.startsWith("history:"));
    assertThat(keys().pairs("topics")).isEmpty();
    assertThat(keys().pairs("routes")).isEmpty();
    assertThat(keys().pairs("frames")).isEmpty();
  }
}

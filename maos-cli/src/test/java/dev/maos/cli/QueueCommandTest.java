package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueCommandTest {
  private static final AgentId SHOP = AgentId.of("shop");
  private static final AgentId STORE = AgentId.of("store");
  private static final String SUBSCRIPTION = "subscription:store/news";

  @Test
  void allQueuesAreListedInOrder() {
    try (var host = TestHost.open()) {
      send(host, "store", 3);
      send(host, "bakery", 1);

      int code = host.run("queue", "ls");

      assertThat(code).isZero();
      assertThat(host.outLines())
          .containsExactly(
              "QUEUE         READY  CLAIMED  DELAYED  DEAD  DROPPED  MISSED  EXPIRED",
              "inbox:bakery      1        0        0     0        0       0        0",
              "inbox:store       3        0        0     0        0       0        0");
    }
  }

  @Test
  void eachQueueIsAnObjectForPrograms() {
    try (var host = TestHost.open()) {
      send(host, "store", 3);

      int code = host.run("queue", "ls", "--json");

      assertThat(code).isZero();
      assertThat(host.objects())
          .containsExactly(
              Map.of(
                  "queue", "inbox:store",
                  "ready", 3,
                  "claimed", 0,
                  "delayed", 0,
                  "dead", 0,
                  "dropped", 0,
                  "missed", 0,
                  "expired", 0));
    }
  }

  @Test
  void oneQueueIsShown() {
    try (var host = TestHost.open()) {
      send(host, "store", 2);

      int code = host.run("queue", "show", "inbox:store");

      assertThat(code).isZero();
      assertThat(host.outLines()).contains("queue    inbox:store", "ready    2", "dead     0");
    }
  }

  @Test
  void aQueueThatIsNotThereIsAFailureAndASuggestion() {
    try (var host = TestHost.open()) {
      send(host, "store", 1);

      int code = host.run("queue", "show", "inbox:sotre");

      assertThat(code).isEqualTo(1);
      assertThat(host.err().strip())
          .isEqualTo("maos: there is no queue inbox:sotre; did you mean inbox:store?");
    }
  }

  @Test
  void aSubscriptionIsForgottenWithoutBeingAskedForIt() {
    try (var host = TestHost.open()) {
      subscribe(host);

      int code = host.run("queue", "forget", "--yes", SUBSCRIPTION);

      assertThat(code).isZero();
      assertThat(host.out().strip()).isEqualTo("forgotten: subscription:store/news");
      assertThat(queues(host)).doesNotContain(SUBSCRIPTION);
    }
  }

  @Test
  void aPersonIsAskedFirst() {
    try (var host = TestHost.open().typed("yes\n")) {
      subscribe(host);

      int code = host.run("queue", "forget", SUBSCRIPTION);

      assertThat(code).isZero();
      assertThat(host.err()).isEqualTo("Forget subscription:store/news and all it holds? [y/N] ");
      assertThat(queues(host)).doesNotContain(SUBSCRIPTION);
    }
  }

  @Test
  void aPersonWhoDoesNotSayYesKeepsIt() {
    try (var host = TestHost.open().typed("\n")) {
      subscribe(host);

      int code = host.run("queue", "forget", SUBSCRIPTION);

      assertThat(code).isEqualTo(1);
      assertThat(host.err()).endsWith("Nothing was changed." + System.lineSeparator());
      assertThat(queues(host)).contains(SUBSCRIPTION);
    }
  }

  @Test
  void whereNobodyCanBeAskedNothingIsForgotten() {
    try (var host = TestHost.open()) {
      subscribe(host);

      int code = host.run("queue", "forget", SUBSCRIPTION);

      assertThat(code).isEqualTo(2);
      assertThat(host.err()).startsWith("maos: INVALID_USAGE: ").contains("--yes");
      assertThat(queues(host)).contains(SUBSCRIPTION);
    }
  }

  @Test
  void anUnknownSubscriptionIsAFailure() {
    try (var host = TestHost.open()) {
      int code = host.run("queue", "forget", "--yes", SUBSCRIPTION);

      assertThat(code).isEqualTo(1);
      assertThat(host.err().strip()).isEqualTo("maos: there is no subscription:store/news");
    }
  }

  @Test
  void anInboxCannotBeForgotten() {
    try (var host = TestHost.open()) {
      int code = host.run("queue", "forget", "--yes", "inbox:store");

      assertThat(code).isEqualTo(2);
      assertThat(host.err()).contains("a name that begins with subscription:");
    }
  }

  @Test
  void whatHasExpiredIsSwept() {
    var time = new ManualTime();
    try (var host = TestHost.open(time)) {
      var draft = Message.from(SHOP).to(STORE).on("orders").ttl(Duration.ofMinutes(1));
      host.bus().publish(draft.command(Payload.of(1)));
      host.bus().close();
      time.advance(Duration.ofMinutes(2));

      int code = host.run("queue", "sweep", "--json");

      assertThat(code).isZero();
      assertThat(host.objects())
          .containsExactly(Map.of("moved", 1, "queues", Map.of("inbox:store", 1)));
    }
  }

  @Test
  void nothingToSweepIsSaid() {
    try (var host = TestHost.open()) {
      host.run("queue", "sweep");

      assertThat(host.out().strip()).isEqualTo("0 messages moved to the dead letters");
    }
  }

  private static void send(TestHost host, String agent, int messages) {
    for (int n = 0; n < messages; n++) {
      var draft = Message.from(SHOP).to(AgentId.of(agent)).on("orders");
      host.bus().publish(draft.command(Payload.of(n)));
    }
  }

  private static List<String> queues(TestHost host) {
    return host.messages().queues().stream().map(stats -> stats.queue().toString()).toList();
  }

  private static void subscribe(TestHost host) {
    host.bus().subscribe(STORE, TopicPattern.of("news"), delivery -> {}).close();
  }
}

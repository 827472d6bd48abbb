package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.message.MessageId;
import dev.maos.message.QueueName;
import dev.maos.message.QueueStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DlqCommandTest {
  private static final AgentId STORE = AgentId.of("store");
  private static final Payload EMPTY = Payload.of(Map.of());
  private static final String QUEUE = "inbox:store";

  @Test
  void deadLettersAreListedFromTheOldest() throws Exception {
    try (var host = TestHost.open()) {
      var ids = bury(host, 3, "no lamps");

      int code = host.run("dlq", "ls", QUEUE);

      assertThat(code).isZero();
      assertThat(host.outLines()).hasSize(4);
      assertThat(host.outLines().getFirst())
          .startsWith("ID ")
          .contains("REASON", "TRIES", "DETAIL");
      assertThat(host.outLines().get(1))
          .startsWith(ids.getFirst().toString())
          .contains("REJECTED", "shop", "orders", "no lamps");
    }
  }

  @Test
  void theNextPageIsBehindTheLastOne() throws Exception {
    try (var host = TestHost.open()) {
      var ids = bury(host, 3, "no lamps");
      var second = ids.get(1).toString();

      host.run("dlq", "ls", QUEUE, "--limit", "2", "--json");
      assertThat(host.objects())
          .hasSize(2)
          .last()
          .satisfies(it -> assertThat(it).containsEntry("id", second));
      host.run("dlq", "ls", QUEUE, "--after", second, "--json");

      assertThat(host.objects())
          .singleElement()
          .satisfies(letter ->
              assertThat(letter)
                  .containsEntry("id", ids.get(2).toString())
                  .containsEntry("reason", "REJECTED")
                  .containsEntry("detail", "no lamps")
                  .containsEntry("attempts", 1)
                  .containsEntry("payload", 3)
                  .containsKey("buriedAt"));
    }
  }

  @Test
  void withoutAQueueThoseThatHaveDeadLettersAreListed() throws Exception {
    try (var host = TestHost.open()) {
      bury(host, 2, "no lamps");
      host.bus().publish(Message.from(STORE).to(AgentId.of("other")).on("orders").command(EMPTY));

      int code = host.run("dlq", "ls");

      assertThat(code).isZero();
      assertThat(host.outLines()).hasSize(2);
      assertThat(host.outLines().getFirst()).matches("QUEUE +DEAD +OLDEST");
      assertThat(host.outLines().getLast()).matches("inbox:store +2 +\\d{4}-\\d\\d-\\d\\dT.*Z");
    }
  }

  @Test
  void programsReadAnObjectForEachQueueWithDeadLetters() throws Exception {
    var time = new ManualTime();
    try (var host = TestHost.open(time)) {
      bury(host, 1, "no lamps");
      var oldest = time.now();
      time.advance(Duration.ofMinutes(5));
      bury(host, 1, "no lamps");

      int code = host.run("dlq", "ls", "--json");

      assertThat(code).isZero();
      assertThat(host.objects())
          .containsExactly(Map.of("queue", QUEUE, "dead", 2, "oldest", oldest.toString()));
    }
  }

  @Test
  void pagesNeedAQueue() {
    try (var host = TestHost.open()) {
      int code = host.run("dlq", "ls", "--limit", "3");

      assertThat(code).isEqualTo(2);
      assertThat(host.err()).startsWith("maos: INVALID_USAGE: --limit and --after need a QUEUE");
    }
  }

  @Test
  void aLetterThatExpiredWhileItWasRetriedTellsItsTriesAndWhatIsKnown() throws Exception {
    var time = new ManualTime();
    try (var host = TestHost.open(time)) {
      fail(host, Duration.ofMinutes(1));
      time.advance(Duration.ofMinutes(2));
      host.run("queue", "sweep");

      host.run("dlq", "ls", QUEUE, "--json");

      assertThat(host.objects())
          .singleElement()
          .satisfies(letter ->
              assertThat(letter)
                  .containsEntry("reason", "EXPIRED")
                  .containsEntry("attempts", 1)
                  .containsEntry("detail", "expired while waiting"));
    }
  }

  /** A message that lives so long and whose only try fails. */
  private static void fail(TestHost host, Duration life) throws Exception {
    try (var receiver = host.bus().receiver(STORE, TopicPattern.of("orders"))) {
      var draft = Message.from(AgentId.of("shop")).to(STORE).on("orders").ttl(life);
      host.bus().publish(draft.command(EMPTY));
      receiver.receive(Duration.ofSeconds(30)).orElseThrow().nack(Duration.ZERO);
    }
  }

  @Test
  void allOfOneIsShown() throws Exception {
    try (var host = TestHost.open()) {
      var id = bury(host, 1, "no \u001b[2J lamps").getFirst();

      int code = host.run("dlq", "show", QUEUE, id.toString());

      assertThat(code).isZero();
      assertThat(host.outLines())
          .contains(
              "id        " + id,
              "reason    REJECTED: no \\u001b[2J lamps",
              "tries     1",
              "from      shop",
              "to        agent store",
              "payload   1 byte of application/json");
      assertThat(host.outLines().getLast()).isEqualTo("1");
    }
  }

  @Test
  void oneThatIsNotThereIsAFailure() throws Exception {
    try (var host = TestHost.open()) {
      bury(host, 1, "no lamps");

      int code = host.run("dlq", "show", QUEUE, "019b7a00-0000-7000-8000-000000000001");

      assertThat(code).isEqualTo(1);
      assertThat(host.err()).startsWith("maos: there is no dead letter 019b7a00-");
    }
  }

  @Test
  void someAreSentBackByTheirIds() throws Exception {
    try (var host = TestHost.open()) {
      var ids = bury(host, 3, "no lamps");

      int code = host.run("dlq", "redrive", QUEUE, ids.get(0).toString(), ids.get(2).toString());

      assertThat(code).isZero();
      assertThat(host.out().strip()).isEqualTo("2 dead letters sent back");
      assertThat(stats(host).ready()).isEqualTo(2);
      assertThat(stats(host).dead()).isEqualTo(1);
    }
  }

  @Test
  void oneThatIsGoneAlreadyIsAFailure() throws Exception {
    try (var host = TestHost.open()) {
      var id = bury(host, 1, "no lamps").getFirst().toString();
      host.run("dlq", "redrive", QUEUE, id);

      int code = host.run("dlq", "redrive", "--json", QUEUE, id);

      assertThat(code).isEqualTo(1);
      assertThat(host.objects()).containsExactly(Map.of("chosen", 1, "done", 0));
    }
  }

  @Test
  void manyAreSentBackInParts() throws Exception {
    try (var host = TestHost.open()) {
      bury(host, 1_201, "no lamps");

      int code = host.run("dlq", "redrive", QUEUE, "--all");

      assertThat(code).isZero();
      assertThat(host.out().strip()).isEqualTo("1,201 dead letters sent back");
      assertThat(stats(host).ready()).isEqualTo(1_201);
    }
  }

  @Test
  void onlyThoseWithTheReasonAreSentBack() throws Exception {
    try (var host = TestHost.open()) {
      bury(host, 2, "no lamps");

      int code = host.run("dlq", "redrive", QUEUE, "--where", "reason=expired");

      assertThat(code).isZero();
      assertThat(host.out().strip()).isEqualTo("0 dead letters sent back");
      assertThat(stats(host).dead()).isEqualTo(2);
    }
  }

  @Test
  void allAreDeletedWhenThePersonSaysSo() throws Exception {
    try (var host = TestHost.open().typed("y\n")) {
      bury(host, 2, "no lamps");

      int code = host.run("dlq", "purge", QUEUE, "--all");

      assertThat(code).isZero();
      assertThat(host.err()).isEqualTo("Delete 2 dead letters of inbox:store for good? [y/N] ");
      assertThat(stats(host).dead()).isZero();
    }
  }

  @Test
  void nothingIsDeletedWhereNobodyCanBeAsked() throws Exception {
    try (var host = TestHost.open()) {
      bury(host, 2, "no lamps");

      int code = host.run("dlq", "purge", QUEUE, "--all");

      assertThat(code).isEqualTo(2);
      assertThat(stats(host).dead()).isEqualTo(2);
    }
  }

  @Test
  void someAreDeletedByTheirIds() throws Exception {
    try (var host = TestHost.open()) {
      var ids = bury(host, 2, "no lamps");

      int code = host.run("dlq", "purge", "--yes", QUEUE, ids.getFirst().toString());

      assertThat(code).isZero();
      assertThat(host.out().strip()).isEqualTo("1 dead letter deleted");
      assertThat(stats(host).dead()).isEqualTo(1);
    }
  }

  private static List<MessageId> bury(TestHost host, int letters, String reason) throws Exception {
    var ids = new ArrayList<MessageId>();
    try (var receiver = host.bus().receiver(STORE, TopicPattern.of("orders"))) {
      for (int n = 1; n <= letters; n++) {
        var draft = Message.from(AgentId.of("shop")).to(STORE).on("orders");
        ids.add(host.bus().publish(draft.command(Payload.of(n))).id());
        receiver.receive(Duration.ofSeconds(30)).orElseThrow().reject(reason);
      }
    }
    return ids;
  }

  private static QueueStats stats(TestHost host) {
    var queue = QueueName.parse(QUEUE);
    return host.messages().queues().stream()
        .filter(stats -> stats.queue().equals(queue))
        .findFirst()
        .orElse(new QueueStats(queue, 0, 0, 0, 0, 0, 0, 0));
  }
}

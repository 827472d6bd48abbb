package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Delivery;
import dev.maos.message.Guarantee;
import dev.maos.message.MessageType;
import dev.maos.message.Priority;
import dev.maos.message.QueueLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PubCommandTest {
  @Test
  void aPayloadOfWhichTheLocaleLostPartsIsRefused() {
    try (var host = TestHost.open()) {
      int code =
          host.run("pub", "--from", "shop", "--to", "store", "--topic", "orders", "K\ufffdln");

      assertThat(code).isEqualTo(2);
      assertThat(host.err()).startsWith("maos: INVALID_USAGE: PAYLOAD").contains("LC_ALL=C.UTF-8");
      assertThat(host.messages().queues()).isEmpty();
    }
  }

  private static final AgentId STORE = AgentId.of("store");
  private static final String[] TO_STORE = {
    "pub", "--from", "shop", "--to", "store", "--topic", "orders"
  };

  @Test
  void aMessageIsStoredAndItsReceiptPrinted() throws Exception {
    try (var host = TestHost.open()) {
      int code = host.run(with("{\"item\": \"lamp\"}"));

      assertThat(code).isZero();
      assertThat(host.outLines()).singleElement().asString().matches("[0-9a-f-]{36}  MEMORY");
      assertThat(host.err()).isEmpty();
      var stored = received(host).getFirst();
      assertThat(stored.id()).hasToString(host.out().substring(0, 36));
      assertThat(stored.message().type()).isEqualTo(MessageType.COMMAND);
      assertThat(stored.payload()).isEqualTo(Payload.json("{\"item\": \"lamp\"}"));
    }
  }

  @Test
  void everyOptionReachesTheMessage() throws Exception {
    try (var host = TestHost.open()) {
      int code =
          host.run(
              with(
                  "--type",
                  "event",
                  "--name",
                  "sold",
                  "--priority",
                  "high",
                  "--guarantee",
                  "exactly-once",
                  "--ttl",
                  "1h",
                  "--key",
                  "o-17",
                  "--order-by",
                  "lamps",
                  "--header",
                  "a=1",
                  "--header",
                  "b=x=y",
                  "--text",
                  "12"));

      assertThat(code).isZero();
      var message = received(host).getFirst().message();
      assertThat(message.type()).isEqualTo(MessageType.EVENT);
      assertThat(message.name()).isEqualTo("sold");
      assertThat(message.priority()).isEqualTo(Priority.HIGH);
      assertThat(message.guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
      assertThat(message.timing().timeToLive()).isEqualTo(Duration.ofHours(1));
      assertThat(message.handling().idempotencyKey()).contains("o-17");
      assertThat(message.handling().orderingKey()).contains("lamps");
      assertThat(message.headers().values()).isEqualTo(Map.of("a", "1", "b", "x=y"));
      assertThat(message.payload().mediaType()).hasToString("text/plain;charset=utf-8");
    }
  }

  @Test
  void aDelayedMessageWaits() {
    try (var host = TestHost.open()) {
      host.run(with("--delay", "1h", "later"));

      assertThat(host.messages().queues())
          .singleElement()
          .satisfies(stats -> assertThat(stats.delayed()).isEqualTo(1));
    }
  }

  @Test
  void theSameKeyIsADuplicate() {
    try (var host = TestHost.open()) {
      host.run(with("--json", "--guarantee", "exactly-once", "--key", "o-17", "{}"));
      var first = host.objects().getFirst();
      int code = host.run(with("--json", "--guarantee", "exactly-once", "--key", "o-17", "{}"));

      assertThat(code).isZero();
      assertThat(first).containsEntry("duplicate", false).containsEntry("durability", "MEMORY");
      assertThat(host.objects())
          .containsExactly(
              Map.of(
                  "id", first.get("id"), "durability", "MEMORY", "replicas", 0, "duplicate", true));
    }
  }

  @Test
  void eachLineOfTheInputIsAMessage() throws Exception {
    try (var host = TestHost.open().piped("{\"n\":1}\r\nplain\n\n12")) {
      int code = host.run(with("-"));

      assertThat(code).isZero();
      assertThat(host.outLines()).hasSize(4);
      assertThat(host.err()).startsWith("4 accepted, 0 duplicates, 0 refused, ");
      assertThat(received(host).stream().map(it -> it.payload().text()))
          .containsExactly("{\"n\":1}", "plain", "", "12");
    }
  }

  @Test
  void aFileCanBeSentAgain() {
    var words = with("--guarantee", "exactly-once", "--key", "file", "-");
    try (var host = TestHost.open().piped("a\nb\n")) {
      host.run(words);
      host.piped("a\nb\nc\n");
      int code = host.run(words);

      assertThat(code).isZero();
      assertThat(host.err()).startsWith("1 accepted, 2 duplicates, 0 refused");
    }
  }

  @Test
  void aBadLineIsRefusedAndTheOthersAreSent() throws Exception {
    var bytes = "first\n\u00ff\nlast\n".getBytes(StandardCharsets.ISO_8859_1);
    try (var host = TestHost.open().piped(bytes)) {
      int code = host.run(with("-"));

      assertThat(code).isEqualTo(1);
      assertThat(host.err().lines().toList())
          .hasSize(2)
          .first()
          .asString()
          .startsWith("maos: message 2: INVALID_UTF8");
      assertThat(received(host).stream().map(it -> it.payload().text()))
          .containsExactly("first", "last");
    }
  }

  @Test
  void whatMustBeJsonAndIsNotIsRefused() {
    try (var host = TestHost.open().piped("{}\n{\n")) {
      int code = host.run(with("--json", "--json-payload", "-"));

      assertThat(code).isEqualTo(1);
      assertThat(host.objects())
          .anySatisfy(line ->
              assertThat(line).containsEntry("number", 2).containsEntry("error", "MALFORMED_JSON"))
          .hasSize(2);
      assertThat(host.err()).isEmpty();
    }
  }

  @Test
  void manyOfTheSameAreCounted() {
    try (var host = TestHost.open()) {
      int code = host.run(with("--count", "300", "{}"));

      assertThat(code).isZero();
      assertThat(host.outLines().stream().distinct()).hasSize(300);
      assertThat(host.err()).startsWith("300 accepted, 0 duplicates, 0 refused, ");
    }
  }

  @Test
  void aFullQueueIsAFailure() {
    try (var host = TestHost.open(QueueLimits.defaults().maxQueueSize(1))) {
      host.run(with("{}"));
      int code = host.run(with("{}"));

      assertThat(code).isEqualTo(1);
      assertThat(host.out()).isEmpty();
      assertThat(host.err().lines()).hasSize(1);
      assertThat(host.err()).startsWith("maos: QUEUE_FULL: inbox:store");
    }
  }

  @Test
  void aMessageToEveryoneIsAnEvent() throws Exception {
    try (var host = TestHost.open();
        var watcher = host.bus().receiver(STORE, TopicPattern.of("news"))) {
      host.run("pub", "--from", "shop", "--everyone", "--topic", "news", "open");

      var delivery = watcher.receive(Duration.ofSeconds(30)).orElseThrow();
      assertThat(delivery.message().type()).isEqualTo(MessageType.EVENT);
    }
  }

  private static String[] with(String... more) {
    var words = new ArrayList<>(List.of(TO_STORE));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static List<Delivery> received(TestHost host) throws InterruptedException {
    var all = new ArrayList<Delivery>();
    try (var receiver = host.bus().receiver(STORE, TopicPattern.of(">"))) {
      for (var next = receiver.receive(Duration.ZERO);
          next.isPresent();
          next = receiver.receive(Duration.ZERO)) {
        next.get().ack();
        all.add(next.get());
      }
    }
    return all;
  }
}

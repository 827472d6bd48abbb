package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.cli.Terminal.Interactive;
import dev.maos.message.Message;
import dev.maos.message.QueueStats;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubCommandTest {
  private static final AgentId SHOP = AgentId.of("shop");
  private static final AgentId STORE = AgentId.of("store");

  @Test
  void eachMessageIsALineAndAcknowledged() {
    try (var host = TestHost.open()) {
      send(host, 1);

      int code = host.run("sub", "--as", "store", "--count", "1");

      assertThat(code).isZero();
      assertThat(host.err()).isEqualTo("1 message" + System.lineSeparator());
      assertThat(host.objects())
          .singleElement()
          .satisfies(line ->
              assertThat(line)
                  .containsEntry("maos", 1)
                  .containsEntry("from", "shop")
                  .containsEntry("to", "agent:store")
                  .containsEntry("topic", "orders")
                  .containsEntry("payload", Map.of("n", 1))
                  .containsEntry("queue", "inbox:store")
                  .containsEntry("attempt", 1));
      assertThat(inbox(host).depth()).isZero();
    }
  }

  @Test
  void behindTheCountNothingIsTouched() throws Exception {
    try (var host = TestHost.open()) {
      send(host, 20);

      int code = host.run("sub", "--as", "store", "--count", "3", "--json");

      assertThat(code).isZero();
      assertThat(host.objects().stream().map(line -> line.get("payload")))
          .containsExactly(Map.of("n", 1), Map.of("n", 2), Map.of("n", 3));
      assertThat(inbox(host).ready()).isEqualTo(17);
      assertThat(next(host)).containsEntry("payload", Map.of("n", 4)).containsEntry("attempt", 1);
    }
  }

  @Test
  void aReaderThatHasGoneAwayLeavesTheMessageAsItWas() {
    try (var host = TestHost.open()) {
      send(host, 5);
      var gone = Outlet.of(new BrokenPipe(), StandardCharsets.UTF_8, true);
      var err = new PrintStream(OutputStream.nullOutputStream());
      var terminal =
          new Terminal(gone, err, Interactive.NEITHER, Map.of("MAOS_URL", "test://shared"));

      int code = host.run(terminal, "sub", "--as", "store", "--count", "3");

      assertThat(code).isZero();
      assertThat(inbox(host).ready()).isEqualTo(5);
      assertThat(next(host)).containsEntry("payload", Map.of("n", 1)).containsEntry("attempt", 1);
    }
  }

  @Test
  void fewerThanTheCountInTimeIsAFailure() {
    try (var host = TestHost.open()) {
      int code = host.run("sub", "--as", "store", "--count", "1", "--timeout", "1ms");

      assertThat(code).isEqualTo(1);
      assertThat(host.out()).isEmpty();
      assertThat(host.err()).isEqualTo("0 messages" + System.lineSeparator());
    }
  }

  @Test
  void timeThatIsUpWithoutACountIsNoFailure() {
    try (var host = TestHost.open()) {
      int code = host.run("sub", "--as", "store", "--timeout", "1ms");

      assertThat(code).isZero();
    }
  }

  @Test
  void theSubscriptionRemainsAndCollects() {
    try (var host = TestHost.open()) {
      host.run("sub", "--as", "store", "--pattern", "news", "--timeout", "1ms");
      host.bus().publish(Message.from(SHOP).toEveryone().on("news").event(Payload.of(1)));

      int code = host.run("sub", "--as", "store", "--pattern", "news", "--count", "1");

      assertThat(code).isZero();
      assertThat(host.objects().getFirst()).containsEntry("queue", "subscription:store/news");
    }
  }

  @Test
  void aForgottenSubscriptionIsGone() {
    try (var host = TestHost.open()) {
      host.run("sub", "--as", "store", "--pattern", "news", "--timeout", "1ms", "--forget");

      assertThat(host.messages().queues().stream().map(it -> it.queue().toString()))
          .doesNotContain("subscription:store/news");
    }
  }

  @Test
  void aNewSubscriptionCanStartInThePast() {
    try (var host = TestHost.open()) {
      host.bus().subscribe(STORE, TopicPattern.of("news"), delivery -> {});
      host.bus().publish(Message.from(SHOP).toEveryone().on("news").event(Payload.of(1)));

      int code =
          host.run(
              "sub", "--as", "other", "--pattern", "news", "--from", "earliest", "--count", "1");

      assertThat(code).isZero();
    }
  }

  @Test
  void controlCharactersOfAPayloadDoNotReachTheTerminal() {
    try (var host = TestHost.open()) {
      var draft = Message.from(SHOP).to(STORE).on("orders");
      host.bus().publish(draft.command(Payload.text("\u001b[2J\u009b1m\u202e\u007f")));

      host.run("sub", "--as", "store", "--count", "1");

      assertThat(host.out()).contains("\\u009b1m\\u202e\\u007f").doesNotContain("\u001b");
      assertThat(host.objects().getFirst()).containsEntry("text", "\u001b[2J\u009b1m\u202e\u007f");
    }
  }

  @Test
  void inALocaleWithoutTheCharacterItIsEscaped() {
    try (var host = TestHost.open()) {
      host.bus().publish(Message.from(SHOP).to(STORE).on("orders").command(Payload.of("Köln")));
      var ascii =
          new TestTerminal(
              StandardCharsets.US_ASCII, Interactive.NEITHER, Map.of("MAOS_URL", "test://shared"));

      host.run(ascii.terminal(), "sub", "--as", "store", "--count", "1");

      assertThat(ascii.out()).contains("\"K\\u00f6ln\"");
    }
  }

  private static void send(TestHost host, int messages) {
    for (int n = 1; n <= messages; n++) {
      host.bus()
          .publish(Message.from(SHOP).to(STORE).on("orders").command(Payload.of(Map.of("n", n))));
    }
  }

  private static QueueStats inbox(TestHost host) {
    return host.messages().queues().stream()
        .filter(stats -> stats.queue().toString().equals("inbox:store"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> next(TestHost host) {
    host.run(
        "sub", "--as", "store", "--count", "1", "--timeout", Duration.ofSeconds(30).toString());
    return host.objects().getFirst();
  }

  /** A pipe whose other end is closed. */
  private static final class BrokenPipe extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}

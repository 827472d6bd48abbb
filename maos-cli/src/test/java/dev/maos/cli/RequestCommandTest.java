package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.MessageHandler;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestCommandTest {
  private static final String[] QUESTION = {
    "request", "--from", "asker", "--to", "adder", "--topic", "sums", "[2, 3]"
  };
  private static final String[] QUESTION_IN_JSON = {
    "request", "--from", "asker", "--to", "adder", "--topic", "sums", "--json", "[2, 3]"
  };

  @Test
  void theAnswerIsPrinted() {
    try (var host = TestHost.open()) {
      answering(host, delivery -> delivery.reply(Payload.of(Map.of("sum", 5))));

      int code = host.run(QUESTION);

      assertThat(code).isZero();
      assertThat(host.out()).isEqualTo("{\"sum\":5}" + System.lineSeparator());
      assertThat(host.err()).isEmpty();
    }
  }

  @Test
  void theWholeAnswerIsPrintedAsJson() {
    try (var host = TestHost.open()) {
      answering(host, delivery -> delivery.reply(Payload.of(5)));

      int code = host.run(QUESTION_IN_JSON);

      assertThat(code).isZero();
      assertThat(host.objects().getFirst())
          .containsEntry("from", "adder")
          .containsEntry("type", "RESPONSE")
          .containsEntry("payload", 5);
    }
  }

  @Test
  void noAnswerIsAFailure() {
    try (var host = TestHost.open()) {
      int code =
          host.run(
              "request",
              "--from",
              "asker",
              "--to",
              "adder",
              "--topic",
              "sums",
              "--timeout",
              "1ms",
              "{}");

      assertThat(code).isEqualTo(1);
      assertThat(host.out()).isEmpty();
      assertThat(host.err().lines()).hasSize(1);
      assertThat(host.err()).startsWith("maos: REQUEST_TIMEOUT: no reply from agent adder");
    }
  }

  @Test
  void anErrorForAnAnswerIsAFailure() {
    try (var host = TestHost.open()) {
      answering(host, delivery -> delivery.reply(draft -> draft.error("NO_SUMS", "not today")));

      int code = host.run(QUESTION);

      assertThat(code).isEqualTo(1);
      assertThat(host.out()).contains("NO_SUMS", "not today");
    }
  }

  @Test
  void theQuestionLeavesNoSubscriptionBehind() {
    try (var host = TestHost.open()) {
      answering(host, delivery -> delivery.reply(Payload.of(5)));

      host.run(QUESTION);

      assertThat(host.messages().queues().stream().map(it -> it.queue().toString()))
          .noneMatch(name -> name.startsWith("subscription:asker/"));
    }
  }

  @Test
  void anAnswerCannotDrawOnTheTerminal() {
    try (var host = TestHost.open().typed("")) {
      answering(host, delivery -> delivery.reply(Payload.text("\u001b[2Jdone")));

      host.run(QUESTION);

      assertThat(host.out()).isEqualTo("\\u001b[2Jdone" + System.lineSeparator());
    }
  }

  private static void answering(TestHost host, MessageHandler handler) {
    host.bus().subscribe(AgentId.of("adder"), TopicPattern.of("sums"), handler);
  }
}

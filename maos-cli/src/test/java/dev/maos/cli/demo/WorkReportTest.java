package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.cli.demo.Fate.Moment;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkReportTest {
  static Stream<WorkReport> reports() {
    return Stream.of(
        new WorkReport.Ready(3, 4711),
        new WorkReport.Began(1, "size-1", "a/B.java", 2, Optional.empty()),
        new WorkReport.Began(1, "size-1", "a/B.java", 1, Optional.of("size-3")),
        new WorkReport.Stopped(2, "a/B.java", Moment.AFTER_THE_ANSWER),
        new WorkReport.Finished(1, "id of the command", "id of the answer"));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aReportComesBackFromItsMessage(WorkReport report) {
    assertThat(WorkReport.read(report.on(draft()))).isEqualTo(report);
  }

  @Test
  void aReportOfAnotherNameIsRefused() {
    var message = draft().on(WorkReport.TOPIC).event("gossip", Payload.empty());

    assertThatThrownBy(() -> WorkReport.read(message))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("gossip")
        .extracting(error -> ((InvalidInputException) error).code())
        .isEqualTo(ErrorCode.INVALID_NAME);
  }

  @Test
  void aTaskComesBackFromItsPayload() {
    var task = new ReviewTask("a/B.java", Optional.of(Moment.ON_ARRIVAL));
    var usual = new ReviewTask("a/B.java", Optional.empty());

    assertThat(Payload.of(task).as(ReviewTask.class)).isEqualTo(task);
    assertThat(Payload.of(usual).as(ReviewTask.class)).isEqualTo(usual);
  }

  private static MessageDraft draft() {
    return Message.from(AgentId.of("worker-1")).to(Foreman.ID);
  }
}

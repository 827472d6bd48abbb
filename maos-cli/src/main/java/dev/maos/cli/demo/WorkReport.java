package dev.maos.cli.demo;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.cli.demo.Fate.Moment;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import java.util.Optional;

/**
 * What a worker tells the foreman. It travels as an event that is named after its kind.
 *
 * <p>Ids of messages are in their textual form.
 */
sealed interface WorkReport {
  Topic TOPIC = Topic.of("work.report");

  /** The process is there, and all its reviewers have subscribed. */
  record Ready(int worker, long pid) implements WorkReport {}

  /**
   * A reviewer has a command in its hand.
   *
   * @param attempt for the how many-th time it has it
   * @param predecessor in whose place it was chosen, if somebody had it before
   */
  record Began(int worker, String reviewer, String file, int attempt, Optional<String> predecessor)
      implements WorkReport {}

  /** A reviewer goes no further with what it has, and waits to be killed. */
  record Stopped(int worker, String file, Moment moment) implements WorkReport {}

  /** A reviewer has answered a command, and nobody else has its message. */
  record Finished(int worker, String command, String answer) implements WorkReport {}

  /** The report as a message. */
  default Message on(MessageDraft draft) {
    return draft.on(TOPIC).event(kind(), Payload.of(this));
  }

  /** Reads a message that {@link #on} made. */
  static WorkReport read(Message message) {
    return switch (message.name()) {
      case "ready" -> message.payload().as(Ready.class);
      case "began" -> message.payload().as(Began.class);
      case "stopped" -> message.payload().as(Stopped.class);
      case "finished" -> message.payload().as(Finished.class);
      default ->
          throw new InvalidInputException(
              ErrorCode.INVALID_NAME,
              "report",
              message.name(),
              "ready, began, stopped or finished");
    };
  }

  private String kind() {
    return switch (this) {
      case Ready _ -> "ready";
      case Began _ -> "began";
      case Stopped _ -> "stopped";
      case Finished _ -> "finished";
    };
  }
}

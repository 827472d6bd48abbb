package dev.maos.testkit.history;

import dev.maos.testkit.history.Step.Acknowledged;
import dev.maos.testkit.history.Step.Begun;
import dev.maos.testkit.history.Step.Ended;
import dev.maos.testkit.history.Step.Reply;
import dev.maos.testkit.history.Step.Result;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One call of a handler, with how it ended and how its acknowledgement was answered, if at all. */
record Handling(Begun begun, Optional<Ended> ended, List<Acknowledged> acknowledgements) {

  boolean isDone() {
    return ended.filter(end -> end.result() == Result.DONE).isPresent();
  }

  /** When its acknowledgement was taken, if that is known. */
  OptionalLong takenAt() {
    return acknowledgements.stream()
        .filter(answer -> answer.reply() == Reply.TAKEN)
        .mapToLong(Acknowledged::at)
        .min();
  }

  /** Whether it was told that it had lost the message, or was told nothing. */
  boolean knowsItLost() {
    return !acknowledgements.isEmpty() && takenAt().isEmpty();
  }

  /** The last that is known of it. */
  long lastAt() {
    return ended.map(Ended::at).orElse(begun.at());
  }

  @Override
  public String toString() {
    return "%s attempt %d in %s at %d"
        .formatted(begun.key(), begun.attempt(), begun.process(), begun.at());
  }
}

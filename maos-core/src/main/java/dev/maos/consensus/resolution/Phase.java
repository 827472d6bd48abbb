package dev.maos.consensus.resolution;

import dev.maos.base.AgentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions that are asked together, and what came back. Immutable. */
record Phase(Hearing hearing, Instant began, List<Question> questions) {
  /** Those of which nothing has come back yet, not even that nothing comes. */
  List<Question> open() {
    return questions.stream()
        .filter(question -> hearing.statement(question.asked()).isEmpty())
        .toList();
  }

  /** When the last of them came back, or was too late. */
  Instant ended() {
    return questions.stream()
        .map(question ->
            hearing
                .statement(question.asked())
                .map(Statement::at)
                .filter(at -> at.isBefore(question.until()))
                .orElse(question.until()))
        .reduce(began, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** What was chosen in answer to a question: in time, and of what there was to choose from. */
  Optional<AgentId> choice(Question question) {
    return hearing
        .statement(question.asked())
        .filter(statement -> statement.at().isBefore(question.until()))
        .flatMap(Phase::said)
        .filter(question.choices()::contains);
  }

  private static Optional<AgentId> said(Statement statement) {
    return statement instanceof Statement.Said(_, var answer, _)
        ? answer.choice()
        : Optional.empty();
  }

  /** What each has chosen, in the order of the questions; who chose nothing is passed over. */
  List<AgentId> choices() {
    return questions.stream().flatMap(question -> choice(question).stream()).toList();
  }
}

package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.cli.demo.Fate.Moment;
import dev.maos.message.Assignment;
import dev.maos.message.Delivery;
import dev.maos.message.Guarantee;
import dev.maos.message.MessageHandler;
import dev.maos.message.MessageId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * An agent that looks at files with the eye of one discipline, and may die over one.
 *
 * <p>Its answer is published while the command is handled, so its id is derived from the command's:
 * a reviewer that dies after the answer, and another one that answers again, leave one answer.
 */
final class Reviewer implements MessageHandler {
  private final AgentId id;
  private final Team team;
  private final Path root;
  private final Witness witness;
  private final Juror juror;

  Reviewer(Maos maos, AgentId id, Team team, Path root, Witness witness) {
    this.juror = new Juror(maos, id);
    this.id = id;
    this.team = team;
    this.root = root;
    this.witness = witness;
  }

  AgentId id() {
    return id;
  }

  Juror juror() {
    return juror;
  }

  Team team() {
    return team;
  }

  /** In whose place a reviewer was chosen for this, if somebody had it before and is gone. */
  static Optional<AgentId> predecessor(Delivery delivery) {
    return delivery
        .message()
        .handling()
        .assignment()
        .map(Assignment::earlier)
        .filter(earlier -> !earlier.isEmpty())
        .map(List::getLast);
  }

  @Override
  public void handle(Delivery delivery) throws InterruptedException {
    var task = delivery.payload().as(ReviewTask.class);
    var end = witness.begins(this, delivery, task);
    dieAt(Moment.ON_ARRIVAL, end, delivery, task);
    var review = new Review(id.value(), team.discipline(), task.file(), findings(task.file()));
    juror.hasSeen(review);
    dieAt(Moment.BEFORE_THE_ANSWER, end, delivery, task);
    var answer = answer(delivery, review);
    dieAt(Moment.AFTER_THE_ANSWER, end, delivery, task);
    // On a machine that stood still for long somebody else has the message by now, and the work:
    // then this throws.
    delivery.extend();
    witness.finished(this, delivery, answer);
  }

  private List<Finding> findings(String file) {
    try {
      return team.analysis().review(Source.read(root, file));
    } catch (IOException e) {
      // Trying again would not bring it back, and the planner waits for an answer.
      return List.of(new Finding(0, "the file cannot be read any more", 0));
    }
  }

  private MessageId answer(Delivery delivery, Review review) {
    var receipt =
        delivery.reply(
            draft -> draft.guarantee(Guarantee.EXACTLY_ONCE).response(Payload.of(review)));
    witness.answered(receipt.id());
    return receipt.id();
  }

  private void dieAt(Moment moment, Optional<Moment> end, Delivery delivery, ReviewTask task)
      throws InterruptedException {
    if (end.filter(moment::equals).isPresent()) {
      witness.dies(this, delivery, task, moment);
      // The end of a process does not return. The interrupt of the abort gets us out of here.
      new CountDownLatch(1).await();
    }
  }
}

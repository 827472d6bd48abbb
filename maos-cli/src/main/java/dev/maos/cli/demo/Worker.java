package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.cli.demo.Fate.Moment;
import dev.maos.message.Delivery;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.MessageBus;
import dev.maos.message.MessageDraft;
import dev.maos.message.MessageId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The reviewers of one process, one for each discipline. All that the foreman knows of them it is
 * told over the bus. Thread-safe.
 *
 * <p>The copies that they find are those among the files that came to this process.
 */
public final class Worker implements AutoCloseable {
  private final int number;
  private final List<Post> posts;

  private Worker(Maos maos, int number, Path directory, Duration lease) {
    this.number = number;
    var desk = new Desk(maos.bus(), number);
    this.posts =
        Arrays.stream(Discipline.values())
            .map(Team::new)
            .map(team -> reviewer(maos, team, number, directory, desk))
            .map(reviewer -> Post.of(maos, reviewer, lease))
            .toList();
  }

  /**
   * Takes up work and says so.
   *
   * @param number which worker of its demo this is, from 1
   * @param directory what is reviewed
   * @param lease how long the bus waits for a reviewer before it gives its message to somebody else
   */
  public static Worker start(Maos maos, int number, Path directory, Duration lease) {
    var worker = new Worker(maos, number, directory, lease);
    var ready = new WorkReport.Ready(number, ProcessHandle.current().pid());
    maos.bus().publish(ready.on(Message.from(AgentId.of("worker-" + number)).to(Foreman.ID)));
    return worker;
  }

  private static Reviewer reviewer(
      Maos maos, Team team, int number, Path directory, Witness witness) {
    return new Reviewer(maos, reviewer(team.discipline(), number), team, directory, witness);
  }

  /** The name of a reviewer. */
  static AgentId reviewer(Discipline discipline, int worker) {
    return AgentId.of(discipline.word() + "-" + worker);
  }

  /** Ends as a killed process ends: nothing is settled, handed back or said. */
  void abort() {
    posts.forEach(Post::abort);
  }

  /** Finishes what is in the reviewers' hands. */
  @Override
  public void close() {
    posts.forEach(Post::retire);
  }

  @Override
  public String toString() {
    return "Worker[" + number + "]";
  }

  /** Sends on what the reviewers do. */
  private record Desk(MessageBus bus, int worker) implements Witness {
    @Override
    public Optional<Moment> begins(Reviewer reviewer, Delivery delivery, ReviewTask task) {
      report(
          new WorkReport.Began(
              worker,
              reviewer.id().value(),
              task.file(),
              delivery.attempt(),
              Reviewer.predecessor(delivery).map(AgentId::value)),
          outside("began", reviewer, delivery));
      return isFirstTry(delivery) ? task.stop() : Optional.empty();
    }

    private static boolean isFirstTry(Delivery delivery) {
      return delivery.attempt() == 1 && Reviewer.predecessor(delivery).isEmpty();
    }

    @Override
    public void dies(Reviewer reviewer, Delivery delivery, ReviewTask task, Moment moment) {
      report(
          new WorkReport.Stopped(worker, task.file(), moment),
          outside("stopped", reviewer, delivery));
    }

    @Override
    public void answered(MessageId answer) {
      // Told together with the end of the work.
    }

    @Override
    public void finished(Reviewer reviewer, Delivery delivery, MessageId answer) {
      report(
          new WorkReport.Finished(worker, delivery.id().toString(), answer.toString()),
          draft(reviewer).guarantee(Guarantee.EXACTLY_ONCE));
    }

    // The answer and the end are the first and second message of whoever handles a command, which
    // is what their ids are made of. What one try may say and another not has an id of its own.
    private static MessageDraft outside(String kind, Reviewer reviewer, Delivery delivery) {
      return draft(reviewer)
          .identifiedBy("%s/%s/%d".formatted(kind, delivery.id(), delivery.attempt()));
    }

    private static MessageDraft draft(Reviewer reviewer) {
      return Message.from(reviewer.id()).to(Foreman.ID);
    }

    private void report(WorkReport report, MessageDraft draft) {
      bus.publish(report.on(draft));
    }
  }
}

package dev.maos.examples;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VotingRule;
import dev.maos.event.Event;
import dev.maos.event.EventType;
import dev.maos.message.BusOptions;
import dev.maos.message.Message;
import dev.maos.message.SubscriptionOptions;
import java.time.Duration;

/** What was counted, and how it is: first well, then not, then well again. */
public class MetricsAndHealth {
  private static final AgentId CLERK = AgentId.of("clerk");

  public static void main(String[] args) throws Exception {
    // One dead letter fills the dead letters of a queue, so that there is something to see.
    var limits = BusOptions.defaults().limits().maxDeadLetters(1);
    var options = BusOptions.defaults().limits(limits);
    try (var maos = Maos.builder("memory:").options(options).open()) {
      maos.events().dispatch(Event.from(CLERK).on("tasks").type(EventType.TASK_STARTED));
      System.out.println("Events dispatched: " + maos.events().metrics().eventsDispatched());
      vote(maos);
      System.out.println("Consensus reached: " + maos.consensus().metrics().reached());

      refuseALetter(maos);
      var counted = maos.bus().metrics();
      System.out.println("Messages failed: " + counted.messagesFailed());
      for (var queue : counted.queues()) {
        if (queue.dead() > 0) {
          System.out.println(queue.queue() + ": " + queue.dead() + " dead");
        }
      }

      var health = maos.health();
      for (var part : health.components()) {
        System.out.println(part.component() + ": " + part.health().status());
      }
      health.overall().reasons().forEach(System.out::println);
      for (var queue : counted.queues()) {
        maos.bus().deadLetters(queue.queue()).purgeAll();
      }
      System.out.println("Purged: " + maos.health().overall().status());
    }
  }

  private static void vote(Maos maos) {
    var proposal =
        maos.consensus()
            .propose(
                Subject.of(CLERK, "Tea?", ""),
                Contest.yesOrNo(VotingRule.simpleMajority()),
                Electorate.of(CLERK),
                Duration.ofMinutes(5));
    maos.consensus().cast(proposal.id(), CLERK, Ballot.yes());
  }

  private static void refuseALetter(Maos maos) throws InterruptedException {
    var once = SubscriptionOptions.defaults().maxDeliveries(1);
    maos.bus()
        .subscribe(
            CLERK,
            TopicPattern.of("letters"),
            once,
            delivery -> {
              throw new IllegalStateException("not readable");
            });
    maos.bus()
        .publish(
            Message.from(AgentId.of("boss")).to(CLERK).on("letters").command(Payload.text("?")));
    maos.bus().awaitIdle(Duration.ofSeconds(5));
  }
}

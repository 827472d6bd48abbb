package dev.maos.testkit.history;

import dev.maos.base.AgentId;
import dev.maos.message.Guarantee;
import dev.maos.message.Priority;
import dev.maos.message.QueueName;
import dev.maos.testkit.history.Step.Answer;
import dev.maos.testkit.history.Step.Begun;
import dev.maos.testkit.history.Step.Invoked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether messages came in order, and queues kept their bound. */
final class Orders {
  private final Evidence evidence;
  private final Rules rules;
  private final List<Charge> charges = new ArrayList<>();
  private final Map<QueueName, Set<String>> readers = new HashMap<>();
  private final Map<Stream, Begun> furthest = new HashMap<>();

  /** What has an order: one sender's messages of one priority, in one queue for one reader. */
  private record Stream(
      AgentId sender, Priority priority, QueueName queue, String process, boolean isStored) {}

  Orders(Evidence evidence, Rules rules) {
    this.evidence = evidence;
    this.rules = rules;
  }

  List<Charge> charges() {
    for (var begun : evidence.begun()) {
      readers.computeIfAbsent(begun.queue(), queue -> new HashSet<>()).add(begun.process());
    }
    evidence.begun().forEach(this::checkOrder);
    evidence.measured().stream()
        .filter(seen -> seen.depth() > rules.maxDepth())
        .forEach(seen -> charges.add(new Charge(Anomaly.UNBOUNDED, seen.toString())));
    return charges;
  }

  private void checkOrder(Begun begun) {
    // A retry has lost its place; what its publisher gave up may come at any time.
    if (begun.attempt() == 1
        && evidence.answer(begun.key()) == Answer.ACCEPTED
        && hasOneReader(begun.queue())) {
      evidence.invoked(begun.key()).ifPresent(message -> checkOrder(begun, message));
    }
  }

  private void checkOrder(Begun begun, Invoked message) {
    var stream = streamOf(begun, message);
    var before = furthest.get(stream);
    if (before != null && before.key().number() > begun.key().number()) {
      charges.add(
          new Charge(
              Anomaly.NONMONOTONIC,
              "%s after %s in %s".formatted(begun.key(), before.key(), begun.queue())));
    } else {
      furthest.put(stream, begun);
    }
  }

  private static Stream streamOf(Begun begun, Invoked message) {
    // At-most-once messages to topics need not go through the same queue as the others.
    var isStored =
        message.guarantee() != Guarantee.AT_MOST_ONCE
            || begun.queue().kind() != QueueName.Kind.SUBSCRIPTION;
    return new Stream(
        begun.key().sender(), message.priority(), begun.queue(), begun.process(), isStored);
  }

  /** An agent's own queues have one reader at a time; members of a group compete. */
  private boolean hasOneReader(QueueName queue) {
    var isShared = queue.kind() == QueueName.Kind.GROUP || queue.name().startsWith("@");
    return !isShared || readers.getOrDefault(queue, Set.of()).size() == 1;
  }
}

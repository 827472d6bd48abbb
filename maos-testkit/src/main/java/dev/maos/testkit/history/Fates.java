package dev.maos.testkit.history;

import dev.maos.message.Guarantee;
import dev.maos.message.QueueName;
import dev.maos.testkit.history.Step.Answer;
import dev.maos.testkit.history.Step.Invoked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether every message met the fate that it was promised, and only messages did. */
final class Fates {
  private final Evidence evidence;
  private final Rules rules;
  private final List<Charge> charges = new ArrayList<>();

  Fates(Evidence evidence, Rules rules) {
    this.evidence = evidence;
    this.rules = rules;
  }

  List<Charge> charges() {
    evidence.handlings().values().forEach(calls -> calls.forEach(this::checkOrigin));
    missing().forEach(this::checkLost);
    return charges;
  }

  private void checkOrigin(Handling call) {
    var begun = call.begun();
    var message = evidence.invoked(begun.key());
    if (message.isEmpty() || !message.get().places().contains(begun.queue())) {
      charge(Anomaly.PHANTOM, call, "in " + begun.queue());
      return;
    }
    if (evidence.answer(begun.key()) == Answer.REFUSED) {
      charge(Anomaly.FAILED_APPEARED, call, "");
    }
    if (message.get().hash() != begun.hash()) {
      charge(Anomaly.CORRUPT, call, "");
    }
    long late = begun.at() - message.get().expiresAt();
    if (late > rules.skewMicros()) {
      charge(Anomaly.LATE, call, "by " + late + " µs");
    }
  }

  private void checkLost(QueueName queue, List<Place> places) {
    // Which of them still wait cannot be seen, only how many.
    int waiting = evidence.left(queue);
    if (places.size() > waiting) {
      var remark = waiting == 0 ? "" : ", or one of the %d still queued".formatted(waiting);
      places.forEach(place -> charges.add(new Charge(Anomaly.LOST, place + remark)));
    }
  }

  private Map<QueueName, List<Place>> missing() {
    var missing = new LinkedHashMap<QueueName, List<Place>>();
    for (var message : evidence.published()) {
      if (isOwed(message)) {
        message.places().stream()
            .map(queue -> new Place(message.key(), queue))
            .filter(place -> !isSettled(place))
            .forEach(
                place -> missing.computeIfAbsent(place.queue(), q -> new ArrayList<>()).add(place));
      }
    }
    return missing;
  }

  private boolean isOwed(Invoked message) {
    return evidence.answer(message.key()) == Answer.ACCEPTED
        && message.guarantee() != Guarantee.AT_MOST_ONCE
        && message.expiresAt() > evidence.last();
  }

  private boolean isSettled(Place place) {
    return evidence.isBuried(place)
        || evidence.handlings(place).stream().anyMatch(Handling::isDone);
  }

  private void charge(Anomaly anomaly, Handling call, String remark) {
    charges.add(new Charge(anomaly, (call + " " + remark).strip()));
  }
}

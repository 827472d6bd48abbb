package dev.maos.testkit.history;

import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Guarantee;
import dev.maos.testkit.history.Step.Buried;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether messages were handled again only when they had to be. */
final class Repetitions {
  private final Evidence evidence;
  private final Rules rules;
  private final Excuses excuses;
  private final List<Charge> charges = new ArrayList<>();

  Repetitions(Evidence evidence, Rules rules) {
    this.evidence = evidence;
    this.rules = rules;
    this.excuses = new Excuses(evidence, rules.leaseMicros());
  }

  List<Charge> charges() {
    evidence.handlings().forEach(this::check);
    evidence.buried().forEach(this::checkLetters);
    return charges;
  }

  private void check(Place place, List<Handling> calls) {
    checkNumber(place, calls);
    checkBurial(place, calls);
    if (calls.size() == 1) {
      return;
    }
    var promised =
        evidence.invoked(place.key()).map(Step.Invoked::guarantee).orElse(Guarantee.AT_LEAST_ONCE);
    if (promised == Guarantee.AT_MOST_ONCE) {
      charge(Anomaly.AT_MOST_ONCE_REPEATED, place, calls);
    } else {
      checkStoredOnce(place, calls);
      checkNeed(place, calls, promised);
      checkFence(place, calls);
    }
  }

  private void checkNumber(Place place, List<Handling> calls) {
    int allowed = rules.maxDeliveries() + 1;
    int highest = calls.stream().mapToInt(call -> call.begun().attempt()).max().orElse(0);
    if (highest > allowed || calls.size() > allowed) {
      charge(Anomaly.OVER_DELIVERED, place, calls);
    }
  }

  private void checkBurial(Place place, List<Handling> calls) {
    if (evidence.isBuried(place) && calls.stream().anyMatch(this::isCertainlyDone)) {
      charge(Anomaly.DEAD_AND_DONE, place, calls);
    }
  }

  private void checkLetters(Place place, List<Buried> letters) {
    var calls = evidence.handlings(place);
    if (letters.size() > 1) {
      charge(Anomaly.DUPLICATE, place, calls);
    }
    // A try counts with its claim: whoever died with several messages has spent one of each.
    if (letters.getFirst().reason() == Reason.EXHAUSTED
        && calls.size() < rules.maxDeliveries() / 2) {
      charge(Anomaly.UNTRIED, place, calls);
    }
  }

  private void checkStoredOnce(Place place, List<Handling> calls) {
    long ids = calls.stream().map(call -> call.begun().id()).distinct().count();
    long firsts = calls.stream().filter(call -> call.begun().attempt() == 1).count();
    if (ids > 1 || firsts > 1) {
      charge(Anomaly.DUPLICATE, place, calls);
    }
  }

  /** Each call but the first must have had a reason. */
  private void checkNeed(Place place, List<Handling> calls, Guarantee promised) {
    if (calls.stream().limit(calls.size() - 1).anyMatch(this::isCertainlyDone)) {
      var once = promised == Guarantee.EXACTLY_ONCE;
      charge(once ? Anomaly.DUPLICATE : Anomaly.REPEATED, place, calls);
    }
  }

  /** Whose acknowledgement was taken held the message, so nobody else can have had it later. */
  private void checkFence(Place place, List<Handling> calls) {
    for (var former : calls.subList(0, calls.size() - 1)) {
      if (former.takenAt().isPresent()) {
        boolean over = former.takenAt().getAsLong() < calls.getLast().begun().at();
        charge(over ? Anomaly.RESURRECTED : Anomaly.OVERLAP, place, calls);
      }
    }
  }

  /** Done, and its holder had no chance to lose it before the backend was told. */
  private boolean isCertainlyDone(Handling call) {
    return call.takenAt().isPresent() || (call.isDone() && !call.knowsItLost() && !isExcused(call));
  }

  /** What is promised exactly once is acknowledged by itself, the rest with what came with it. */
  private boolean isExcused(Handling call) {
    var promised = evidence.invoked(call.begun().key()).map(Step.Invoked::guarantee);
    return promised.equals(Optional.of(Guarantee.EXACTLY_ONCE))
        ? excuses.forItself(call)
        : excuses.forItsRound(call);
  }

  private void charge(Anomaly anomaly, Place place, List<Handling> calls) {
    charges.add(new Charge(anomaly, place + ": " + calls));
  }
}

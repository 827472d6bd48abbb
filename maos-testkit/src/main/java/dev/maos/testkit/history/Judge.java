package dev.maos.testkit.history;

import dev.maos.testkit.history.Step.Answer;
import dev.maos.testkit.history.Verdict.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides from the steps of all processes whether messages were carried as promised.
 *
 * <p>
 *
 * {@snippet :
 * var verdict = new Judge(Rules.defaults()).judge(steps);
 * assertThat(verdict.isInnocent()).as("%s", verdict).isTrue();
 * }
 *
 * <p>It judges runs that have come to rest, in which no dead letter was sent back to its queue and
 * all processes ran on one machine, so that their clocks agree. What it cannot decide it lets pass:
 * a publisher that was told nothing, a handler that was stopped before it was answered. Immutable
 * and thread-safe.
 */
public final class Judge {
  private final Rules rules;

  public Judge(Rules rules) {
    this.rules = rules;
  }

  /**
   * Judges a run.
   *
   * @param steps of all processes, those of each in the order in which it wrote them
   */
  public Verdict judge(List<Step> steps) {
    var evidence = new Evidence(steps);
    var charges = new ArrayList<Charge>();
    charges.addAll(new Fates(evidence, rules).charges());
    charges.addAll(new Repetitions(evidence, rules).charges());
    charges.addAll(new Orders(evidence, rules).charges());
    charges.removeIf(charge -> rules.forgiven().contains(charge.anomaly()));
    return new Verdict(charges, tally(evidence));
  }

  private static Tally tally(Evidence evidence) {
    var calls = evidence.handlings().values();
    return new Tally(
        count(evidence, Answer.ACCEPTED),
        count(evidence, Answer.UNKNOWN),
        count(evidence, Answer.REFUSED),
        evidence.begun().size(),
        evidence.begun().size() - calls.size(),
        (int) calls.stream().flatMap(List::stream).filter(call -> call.ended().isEmpty()).count(),
        evidence.buried().size());
  }

  private static int count(Evidence evidence, Answer answer) {
    int count = 0;
    for (var message : evidence.published()) {
      count += evidence.answer(message.key()) == answer ? 1 : 0;
    }
    return count;
  }
}

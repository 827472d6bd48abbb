package dev.maos.testkit.history;

import dev.maos.testkit.history.Step.Disturbed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Why a message that was done may be handled again: its holder may have lost its lease. */
final class Excuses {
  private final Evidence evidence;
  private final long lease;
  private final Map<String, List<Disturbed>> stalls = new HashMap<>();

  Excuses(Evidence evidence, long leaseMicros) {
    this.evidence = evidence;
    this.lease = leaseMicros;
    evidence.handlings().values().forEach(calls -> calls.forEach(this::noteStall));
  }

  /** A handler that outlived its lease, or never came back, held up what was claimed with it. */
  private void noteStall(Handling call) {
    long from = call.begun().at();
    long until = call.ended().map(Step.Ended::at).orElse(from + lease);
    if (until - from >= lease) {
      var process = call.begun().process();
      stalls
          .computeIfAbsent(process, p -> new ArrayList<>())
          .add(new Disturbed(from, until, process));
    }
  }

  /** Whether it was itself too slow, or its process was stopped from outside. */
  boolean forItself(Handling call) {
    return call.lastAt() - call.begun().at() >= lease
        || covers(evidence.disturbances(call.begun().process()), call);
  }

  /** As above, or another handler held up the acknowledgement that both had in common. */
  boolean forItsRound(Handling call) {
    return forItself(call) || covers(stalls.getOrDefault(call.begun().process(), List.of()), call);
  }

  private boolean covers(List<Disturbed> times, Handling call) {
    return times.stream()
        .anyMatch(time ->
            time.at() <= call.lastAt() + lease && time.until() >= call.begun().at() - lease);
  }
}

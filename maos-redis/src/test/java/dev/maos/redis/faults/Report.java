package dev.maos.redis.faults;

import dev.maos.testkit.Seed;
import dev.maos.testkit.history.Anomaly;
import dev.maos.testkit.history.Verdict;
import java.time.Duration;

/**
 * What came of a run.
 *
 * @param cameToRest whether everything was handled within a bound after the last fault was healed
 */
record Report(
    String fault, int injections, Verdict verdict, boolean cameToRest, Seed seed, Duration took) {

  boolean isGood() {
    return verdict.isInnocent() && cameToRest;
  }

  /** One line of a table. */
  String line() {
    var tally = verdict.tally();
    return ("%-28s x%-3d ok %-6d unknown %-4d refused %-4d handled %-6d again %-5d cut %-3d "
            + "dead %-4d lost %-3d doubled %-3d wrong %-3d %5d ms  %s")
        .formatted(
            fault,
            injections,
            tally.accepted(),
            tally.unknown(),
            tally.refused(),
            tally.handled(),
            tally.redelivered(),
            tally.cutShort(),
            tally.dead(),
            verdict.of(Anomaly.LOST).size(),
            verdict.of(Anomaly.DUPLICATE).size(),
            verdict.charges().size(),
            took.toMillis(),
            seed);
  }

  @Override
  public String toString() {
    return line() + (cameToRest ? "" : " DID NOT COME TO REST") + "\n" + verdict;
  }
}

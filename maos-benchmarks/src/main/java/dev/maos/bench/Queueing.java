package dev.maos.bench;

import dev.maos.registry.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How long jobs wait for workers of unequal speed, by the way in which a registry picks: a
 * simulation, so the same on every machine.
 */
final class Queueing {
  private static final String IDEAL = "ideal-single-queue";
  // So close to what they can do, one run says little.
  private static final int RUNS = 5;
  private static final int JOBS = 20_000;
  private static final double LOAD = 0.95;
  private static final double MICROS = 1_000;

  private final long seed;

  Queueing(long seed) {
    this.seed = seed;
  }

  List<BenchRow> run() {
    var runs =
        LongStream.range(seed, seed + RUNS)
            .mapToObj(each -> Simulation.steady(JOBS, LOAD, each, Simulation::uniform))
            .toList();
    var ideal = Waits.together(runs.stream().map(Simulation::ideal).toList());
    var rows = new ArrayList<BenchRow>();
    rows.add(
        row(
            IDEAL,
            ideal,
            String.format(
                Locale.ROOT, "simulated, %d runs of %,d jobs, seed %d", RUNS, JOBS, seed)));
    selections()
        .forEach((name, how) -> {
          var waits = Waits.together(runs.stream().map(run -> run.with(how, seed)).toList());
          double times = waits.percentile(99) / ideal.percentile(99);
          rows.add(
              row(name, waits, String.format(Locale.ROOT, "p99 %.2f times the ideal one", times)));
        });
    return rows;
  }

  private static Map<String, Selection> selections() {
    var selections = new LinkedHashMap<String, Selection>();
    selections.put("least-loaded", Selection.LEAST_LOADED);
    selections.put("power-of-two", Selection.POWER_OF_TWO);
    selections.put("weighted-random", Selection.WEIGHTED_RANDOM);
    selections.put("round-robin", Selection.ROUND_ROBIN);
    return selections;
  }

  private static BenchRow row(String system, Waits waits, String note) {
    return BenchRow.ofWaits(
        RegistryScenario.QUEUE_WAIT.id(),
        system,
        waits.percentile(50) * MICROS,
        waits.percentile(95) * MICROS,
        waits.percentile(99) * MICROS,
        note);
  }
}

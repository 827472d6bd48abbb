package dev.maos.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.redis.bus.PatchedBackend;
import dev.maos.testkit.Seed;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A judge who convicts nobody proves nothing: each of these bugs has to be caught. */
class PlantedBugsTest {
  private static final Seed SEED = new Seed(1);

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void itIsCaught(PlantedBug bug) throws InterruptedException {
    var report = run(bug);

    assertThat(report.verdict().counts().keySet())
        .as("%s", report)
        .containsAnyElementsOf(bug.seen());
  }

  static List<PlantedBug> itIsCaught() {
    return PlantedBugs.ALL;
  }

  /** Else it might be something else that is caught. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void theSameTroubleWithoutABugIsInnocent(PlantedBug nothingPlanted) throws InterruptedException {
    assertThat(run(nothingPlanted)).matches(Report::isGood);
  }

  static Collection<PlantedBug> theSameTroubleWithoutABugIsInnocent() {
    var distinct = new LinkedHashMap<String, PlantedBug>();
    PlantedBugs.ALL.forEach(
        bug -> distinct.putIfAbsent(bug.trial() + " " + bug.size(), bug.removed()));
    return distinct.values();
  }

  private Report run(PlantedBug bug) throws InterruptedException {
    Opening opening = uri -> open(uri, bug::plantedIn);
    try (var stage = new SingleStage();
        var run = new FaultRun(bug.trial(), stage, opening, bug.size(), SEED, folder)) {
      return run.run();
    }
  }

  private static Maos open(String uri, UnaryOperator<String> change) {
    var backend = PatchedBackend.open(uri, Publishing.OPTIONS.limits(), change);
    return Maos.builder(uri).options(Publishing.OPTIONS).backend(backend).open();
  }
}

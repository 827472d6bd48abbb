package dev.maos.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.redis.bus.PatchedBackend;
import dev.maos.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** A bug shows only where the trouble meets it, and that depends on the moment. */
  private static final int TRIES = 4;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void itIsCaught(PlantedBug bug) throws IOException, InterruptedException {
    var reports = new ArrayList<Report>();
    while (reports.stream().noneMatch(report -> convicts(report, bug)) && reports.size() < TRIES) {
      reports.add(run(bug, new Seed(SEED.value() + reports.size())));
    }

    assertThat(reports).last().matches(report -> convicts(report, bug), "convicts " + bug.seen());
  }

  private static boolean convicts(Report report, PlantedBug bug) {
    return bug.seen().stream().anyMatch(report.verdict().counts()::containsKey);
  }

  static List<PlantedBug> itIsCaught() {
    return PlantedBugs.ALL;
  }

  /** Else it might be something else that is caught. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void theSameTroubleWithoutABugIsInnocent(PlantedBug nothingPlanted)
      throws IOException, InterruptedException {
    assertThat(run(nothingPlanted, SEED)).matches(Report::isGood);
  }

  static Collection<PlantedBug> theSameTroubleWithoutABugIsInnocent() {
    var distinct = new LinkedHashMap<String, PlantedBug>();
    PlantedBugs.ALL.forEach(
        bug -> distinct.putIfAbsent(bug.trial() + " " + bug.size(), bug.removed()));
    return distinct.values();
  }

  private Report run(PlantedBug bug, Seed seed) throws IOException, InterruptedException {
    Opening opening = uri -> open(uri, bug::plantedIn);
    var own = Files.createDirectory(folder.resolve("seed-" + seed.value()));
    try (var stage = new SingleStage();
        var run = new FaultRun(bug.trial(), stage, opening, bug.size(), seed, own)) {
      return run.run();
    }
  }

  private static Maos open(String uri, UnaryOperator<String> change) {
    var backend = PatchedBackend.open(uri, Publishing.OPTIONS.limits(), change);
    return Maos.builder(uri).options(Publishing.OPTIONS).backend(backend).open();
  }
}

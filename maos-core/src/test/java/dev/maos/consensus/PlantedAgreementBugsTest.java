package dev.maos.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A simulation that every bug survives proves nothing: each of these is planted in the agreement,
 * and the simulation has to notice it.
 */
class PlantedAgreementBugsTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/maos/consensus");

  @TempDir Path folder;

  static List<PlantedBug> all() {
    return PlantedAgreementBugs.ALL;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void itIsCaught(PlantedBug bug) throws Exception {
    var source = Files.readString(SOURCES.resolve(bug.file()));

    var failure = PlantedCode.run(bug, PlantedCode.plant(bug, bug.plantedIn(source), folder));

    assertThat(failure).as("what the simulation says of %s", bug).isPresent();
  }

  /** Else it might be the planting that is caught. */
  @Test
  void withoutABugItIsInnocent() throws Exception {
    var bug = PlantedAgreementBugs.ALL.getFirst();
    var source = Files.readString(SOURCES.resolve(bug.file()));

    assertThat(PlantedCode.run(bug, PlantedCode.plant(bug, source, folder))).isEmpty();
  }
}

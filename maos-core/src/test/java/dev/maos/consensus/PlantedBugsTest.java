package dev.maos.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A property that nothing breaks proves nothing: each of these bugs has to be caught by the test of
 * its property. The source with the bug is compiled, and the test runs over that.
 */
class PlantedBugsTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/maos/consensus");

  /** A bug shows only in some inputs, which are other ones in each run. */
  private static final int TRIES = 4;

  @TempDir Path folder;

  static List<PlantedBug> all() {
    return Stream.of(
            PlantedBugs.EARLY,
            PlantedBugs.WEIGHTS,
            PlantedBugs.CRITERIA,
            PlantedBugs.EVIDENCE,
            PlantedBugs.CONFLICTS)
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void itIsCaught(PlantedBug bug) throws Exception {
    var source = Files.readString(SOURCES.resolve(bug.file()));
    var code = PlantedCode.plant(bug, bug.plantedIn(source), folder);

    var failure = Optional.<Throwable>empty();
    for (int i = 0; i < TRIES && failure.isEmpty(); i++) {
      failure = PlantedCode.run(bug, code);
    }

    assertThat(failure).as("what %s says of %s", bug.test(), bug).isPresent();
  }

  /** Else it might be the planting that is caught. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void theSameWithoutABugIsInnocent(PlantedBug bug) throws Exception {
    var code = PlantedCode.plant(bug, Files.readString(SOURCES.resolve(bug.file())), folder);

    assertThat(PlantedCode.run(bug, code)).isEmpty();
  }

  /** One for each test, whatever it catches. */
  static List<PlantedBug> files() {
    var tests = new HashSet<String>();
    return all().stream().filter(bug -> tests.add(bug.test())).toList();
  }
}

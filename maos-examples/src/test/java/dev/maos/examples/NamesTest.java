package dev.maos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents name as ours is there. */
class NamesTest {
  private static final Set<String> FOREIGN =
      Set.of(
          // of the shell and the build
          "JAVA_HOME",
          "JAVA_TOOL_OPTIONS",
          "MAVEN_OPTS",
          "dependencyManagement",
          // of the reader, in the README
          "alert",
          // put together from the end of a vote when it is announced
          "CONSENSUS_FAILED",
          "CONSENSUS_TIMED_OUT",
          "CONSENSUS_CANCELLED");

  private static final Names NAMES = new Names(sources(), FOREIGN);

  private static Sources sources() {
    try {
      return Sources.below(Manual.PROJECT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.maos.examples.Manual#withoutQuotations")
  void whatIsNamedExists(Path document) throws IOException {
    var unknown =
        Prose.parse(Files.readString(document)).codeSpans().stream()
            .flatMap(span -> NAMES.unknown(span).stream())
            .distinct();

    assertThat(unknown).as("names in %s that are nowhere", document).isEmpty();
  }

  @Test
  void whatIsNowhereIsFound() {
    var sources = empty();
    sources.read(
        """
        /** A lamp. */
        record Lamp(int brightness, List<Switch> switches) {
          static final int MAX_LAMPS = 3;

          Lamp dimmed(double share) {
            return new Lamp(turned(share), switches);
          }
        }
        """);
    var ours = new Names(sources, Set.of("WELL_KNOWN"));

    assertThat(ours.unknown("Lamp.dimmed(0.5)")).isEmpty();
    assertThat(ours.unknown("lamp.switches()")).isEmpty();
    assertThat(ours.unknown("MAX_LAMPS, WELL_KNOWN, IllegalStateException")).isEmpty();
    assertThat(ours.unknown("maos lamp --maxLamps()")).isEmpty();
    assertThat(ours.unknown("LampShade")).containsExactly("LampShade");
    assertThat(ours.unknown("Lamp.brighter")).containsExactly("Lamp.brighter");
    assertThat(ours.unknown("Lamp.of(\"MIN_LAMPS\")")).containsExactly("Lamp.of", "of(");
    assertThat(ours.unknown("turned()")).containsExactly("turned(");
    assertThat(ours.unknown("MIN_LAMPS")).containsExactly("MIN_LAMPS");
    assertThat(ours.unknown("maxLamps")).containsExactly("maxLamps");
  }

  private static Sources empty() {
    return new Sources(new HashMap<>(), new HashSet<>(), new HashSet<>());
  }
}

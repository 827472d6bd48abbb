package dev.maos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents show the examples themselves, so that they cannot promise what does not run. */
class ReadmeTest {
  private static final Path PROJECT = Path.of("..");
  private static final Path EXAMPLES = Path.of("src/main/java/dev/maos/examples");

  private static final String PROGRAM =
      """
      package dev.maos.examples;

      public class Two {
        void one() {
          int a = 1;
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/events.md"})
  void everyJavaBlockIsFromTheExampleItNames(String document) throws IOException {
    var blocks = Readme.parse(Files.readString(PROJECT.resolve(document))).blocks();

    assertThat(blocks).isNotEmpty();
    for (var block : blocks) {
      var where = "the Java block at line %d of %s".formatted(block.line(), document);
      assertThat(block.file()).as("the example named above %s", where).isPresent();
      var example = EXAMPLES.resolve(block.file().orElseThrow());
      assertThat(example).as("the example of %s", where).exists();
      assertThat(block.isFrom(Files.readString(example)))
          .as("%s is from %s", where, example.getFileName())
          .isTrue();
    }
  }

  @Test
  void aBlockKnowsTheExampleNamedAboveIt() {
    var readme =
        Readme.parse("Intro\n<!-- example: Two.java -->\n```java\nint a;\n```\n\n```java\n```\n");

    assertThat(readme.blocks()).hasSize(2);
    assertThat(readme.blocks().getFirst().file()).contains("Two.java");
    assertThat(readme.blocks().getFirst().line()).isEqualTo(4);
    assertThat(readme.blocks().getFirst().lines()).containsExactly("int a;");
  }

  @Test
  void aBlockWithoutANameAboveItHasNone() {
    var readme = Readme.parse("Just so:\n```java\nint a;\n```\n");

    assertThat(readme.blocks().getFirst().file()).isEmpty();
  }

  @Test
  void theWholeProgramWithoutItsPackageIsFromIt() {
    assertThat(block("public class Two {\n  void one() {\n    int a = 1;\n  }\n}").isFrom(PROGRAM))
        .isTrue();
  }

  @Test
  void successiveLinesAreFromTheProgramWhateverTheirMargin() {
    assertThat(block("void one() {\n  int a = 1;\n}").isFrom(PROGRAM)).isTrue();
  }

  @Test
  void aChangedLineIsNotFromTheProgram() {
    assertThat(block("void one() {\n  int a = 2;\n}").isFrom(PROGRAM)).isFalse();
  }

  @Test
  void halfALineIsNotFromTheProgram() {
    assertThat(block("int a").isFrom(PROGRAM)).isFalse();
  }

  @Test
  void nothingIsNotFromTheProgram() {
    assertThat(Readme.parse("```java\n```").blocks().getFirst().isFrom(PROGRAM)).isFalse();
  }

  private static Readme.Block block(String code) {
    return Readme.parse("```java\n" + code + "\n```").blocks().getFirst();
  }
}

package dev.maos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents show the examples themselves, so that they cannot promise what does not run. */
class ReadmeTest {
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
  @MethodSource("dev.maos.examples.Manual#documents")
  void everyJavaBlockIsFromTheExampleItNames(Path document) throws IOException {
    for (var block : Readme.parse(Files.readString(document)).blocks()) {
      if (block.isJava()) {
        var where = "the Java block at line %d of %s".formatted(block.line(), document);
        assertThat(block.file("example")).as("the example named above %s", where).isPresent();
        var example = EXAMPLES.resolve(block.file("example").orElseThrow());
        assertThat(example).as("the example of %s", where).exists();
        assertThat(block.isFrom(Files.readString(example)))
            .as("%s is from %s", where, example.getFileName())
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.maos.examples.Manual#documents")
  void everyOutputIsWhatTheProgramPrints(Path document, @TempDir Path folder) throws Exception {
    for (var block : Readme.parse(Files.readString(document)).blocks()) {
      if (block.file("output").isPresent()) {
        var program = block.file("output").orElseThrow();
        var place = folder.resolve(program + block.line());
        assertThat(block.isPartOf(printed(program, place)))
            .as("the output at line %d of %s is that of %s", block.line(), document, program)
            .isTrue();
      }
    }
  }

  // What it needs is made by hand, as the document says; all others make it themselves.
  private static List<String> printed(String program, Path place) throws Exception {
    if (!program.equals("SealedProcesses.java")) {
      return Output.ofProgram(program, place.toString());
    }
    try (var redis = RedisServer.start()) {
      return Output.ofProgram(program, HomesOfTwo.make(place, redis.uri()).toString());
    }
  }

  @Test
  void theDocumentsShowSomething() throws IOException {
    var blocks = new ArrayList<Readme.Block>();
    for (var document : Manual.documents()) {
      blocks.addAll(Readme.parse(Files.readString(document)).blocks());
    }

    assertThat(blocks).anyMatch(Readme.Block::isJava);
    assertThat(blocks).anyMatch(block -> block.file("output").isPresent());
  }

  @Test
  void aBlockKnowsTheExampleNamedAboveIt() {
    var readme =
        Readme.parse("Intro\n<!-- example: Two.java -->\n```java\nint a;\n```\n\n```java\n```\n");

    assertThat(readme.blocks()).hasSize(2);
    assertThat(readme.blocks().getFirst().file("example")).contains("Two.java");
    assertThat(readme.blocks().getFirst().line()).isEqualTo(4);
    assertThat(readme.blocks().getFirst().lines()).containsExactly("int a;");
  }

  @Test
  void aMarkIsForOneBlock() {
    var readme = Readme.parse("<!-- output: Two.java -->\n```\na\n```\n```\nb\n```\n");

    assertThat(readme.blocks().getFirst().file("output")).contains("Two.java");
    assertThat(readme.blocks().getFirst().file("example")).isEmpty();
    assertThat(readme.blocks().getLast().mark()).isEmpty();
  }

  @Test
  void aBlockWithoutANameAboveItHasNone() {
    var readme = Readme.parse("Just so:\n```java\nint a;\n```\n");

    assertThat(readme.blocks().getFirst().mark()).isEmpty();
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

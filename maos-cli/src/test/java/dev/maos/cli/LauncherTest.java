package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a project of its own, whose JDK, Maven and clock are small scripts. */
class LauncherTest {
  private static final int PATIENCE_SECONDS = 60;
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private final Instant now = Instant.now();

  @TempDir private Path home;

  @BeforeEach
  void makeProject() throws IOException {
    Files.copy(PROJECT.resolve("maos"), home.resolve("maos"));
    script(".ci/find-jdk", "echo '%s/jdk'".formatted(home));
    script("jdk/bin/java", "(true 3<&0) && (true 3>&1) && (true 3>&2) && touch ran; cat");
    script(
        "bin/mvn",
        "if [ \"$2\" = -v ]; then echo Apache Maven 3.9.9; exit; fi",
        "until [ -f minutes-have-passed ]; do /bin/sleep 0.1; done",
        "touch built maos-cli/target/maos.jar");
    Files.createFile(home.resolve("minutes-have-passed"));
    write("pom.xml", Duration.ofHours(2));
    write("maos-cli/target/maos.jar", Duration.ofHours(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
  void aStreamThatIsClosedIsOpenAndEmptyForJava(String closed) throws Exception {
    int code = launch(closed);

    assertThat(code).isZero();
    assertThat(home.resolve("ran")).exists();
    assertThat(out()).isEmpty();
  }

  @Test
  void whatIsOpenIsHandedOn() throws Exception {
    Files.writeString(home.resolve("in"), "one\n");

    launch("<in");

    assertThat(out()).isEqualTo("one\n");
    assertThat(home.resolve("built")).doesNotExist();
  }

  @Test
  void javaLearnsHowTheCommandWasCalled() throws Exception {
    script("jdk/bin/java", "echo \"$*\"");

    launch("");

    assertThat(out()).contains(" -Dmaos.command=./maos ");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aNewerSourceOfAnyModuleIsBuilt(String module) throws Exception {
    write(module + "/src/main/java/Some.java", Duration.ofMinutes(1));

    launch("<&-");

    assertThat(home.resolve("built")).exists();
  }

  static Stream<String> modules() throws IOException {
    try (var folders = Files.newDirectoryStream(PROJECT, "maos-*")) {
      var names = Stream.<String>builder().add("maos-that-comes-later");
      folders.forEach(folder -> names.add(folder.getFileName().toString()));
      return names.build();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"maos-cel/src/test/java/Some.java", "maos-cel/target/Some", "docs/some.md"})
  void whatTheCommandIsNotMadeOfIsNotBuilt(String file) throws Exception {
    write(file, Duration.ofMinutes(1));

    launch("<&-");

    assertThat(home.resolve("built")).doesNotExist();
  }

  // The clock of this project goes as fast as it is asked.
  @Test
  void aBuildThatTakesLongGivesASignOfLifeEachMinute() throws Exception {
    Files.delete(home.resolve("minutes-have-passed"));
    script(
        "bin/sleep",
        "echo tick >> ticks",
        "[ $(wc -l < ticks) -lt 130 ] || { touch minutes-have-passed; /bin/sleep 0.1; }");
    write("maos-cel/src/main/java/Some.java", Duration.ofMinutes(1));

    launch("<&-");

    assertThat(errors())
        .hasSizeGreaterThanOrEqualTo(4)
        .startsWith(
            "Building maos (first use only) ...",
            "Building maos (first use only) ... 60 s, starting",
            "Building maos (first use only) ... 120 s, starting");
  }

  private int launch(String redirections) throws Exception {
    var builder =
        new ProcessBuilder("sh", "-c", "./maos %s".formatted(redirections))
            .directory(home.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(home.resolve("out").toFile())
            .redirectError(home.resolve("err").toFile());
    builder.environment().merge("PATH", home + "/bin:", (path, ours) -> ours + path);
    var process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String out() throws IOException {
    return Files.readString(home.resolve("out"));
  }

  private List<String> errors() throws IOException {
    return Files.readAllLines(home.resolve("err"));
  }

  private void script(String name, String... lines) throws IOException {
    var file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void write(String name, Duration age) throws IOException {
    var file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    Files.setLastModifiedTime(file, FileTime.from(now.minus(age)));
  }
}

package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a process of its own: exit codes, streams and locales: row 66. */
class ProcessTest {
  private static final int PATIENCE_SECONDS = 120;
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path scratch;
  private Path sources;

  /** What a process left behind. */
  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void writeSources() throws IOException {
    sources = Files.createDirectory(scratch.resolve("sources"));
    for (int i = 0; i < 3; i++) {
      Files.writeString(sources.resolve("Type" + i + ".java"), "class Type" + i + " {}\n");
    }
  }

  @Test
  void theVersionIsPrintedAndTheCodeIsZero() throws Exception {
    var ended = run(Map.of(), "--version");

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("maos ").contains("JDK ");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  @DisplayName("66: no arguments, as a process")
  void noArgumentsEndWithTwo() throws Exception {
    var ended = run(Map.of(), new String[0]);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("Usage: maos");
  }

  @Test
  @DisplayName("66: a demo in the C locale and without a terminal prints ASCII and no colours")
  void aDemoInTheLocaleCPrintsAscii() throws Exception {
    var ended = run(Map.of("LC_ALL", "C"), "demo", "--fast", "--seed", "1", sources.toString());

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("0 lost, 0 duplicated").contains("Nothing was lost.");
    assertThat(ended.err()).contains("crashes");
    assertThat(ended.out() + ended.err()).isASCII().doesNotContain("\u001b", "?");
  }

  @Test
  @DisplayName("66: a reader that went away is no error")
  void aReaderThatWentAwayIsNoError() throws Exception {
    var process = start(Map.of(), "demo", "--json", sources.toString());
    process.getInputStream().close();

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readString(errors())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "demo --json ."})
  @EnabledIf("thereIsAFullDevice")
  void aFullDeviceIsAnError(String words) throws Exception {
    var process =
        builder(Map.of(), words.split(" "))
            .directory(sources.toFile())
            .redirectOutput(FULL.toFile())
            .start();

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readAllLines(errors()))
        .containsExactly("maos: the output could not be written");
  }

  static boolean thereIsAFullDevice() {
    return Files.exists(FULL);
  }

  @Test
  @DisplayName("67: as a process")
  void aPasswordOnTheCommandLineEndsWithTwo() throws Exception {
    var ended = run(Map.of(), "demo", "--url", "redis://:hunter2@host");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("maos: SECRET_ON_COMMAND_LINE").doesNotContain("hunter2");
  }

  private Ended run(Map<String, String> environment, String... args) throws Exception {
    var process = start(environment, args);
    try (var in = process.getInputStream()) {
      var out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), out, Files.readString(errors()));
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Map<String, String> environment, String... args) throws IOException {
    return builder(environment, args).start();
  }

  private ProcessBuilder builder(Map<String, String> environment, String... args) {
    return CommandProcess.of(Main.class, environment, args).redirectError(errors().toFile());
  }

  private Path errors() {
    return scratch.resolve("err.txt");
  }
}

package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run until somebody ends them, as processes of their own. */
class InterruptTest {
  private static final int PATIENCE_SECONDS = 120;
  private static final int ENDED_BY_TERM = 128 + 15;

  @TempDir private Path scratch;

  @Test
  void aReadingThatIsEndedSaysHowMuchItRead() throws Exception {
    var process = start("sub", "--as", "store");
    try (var out = process.inputReader()) {
      assertThat(out.readLine()).contains("\"payload\":1");
      assertThat(out.readLine()).contains("\"payload\":2");
      process.toHandle().destroy();

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ENDED_BY_TERM);
      assertThat(Files.readAllLines(errors())).containsExactly("2 messages");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aPublishingThatIsEndedSaysWhatWasAccepted() throws Exception {
    var process = start("pub", "--from", "shop", "--to", "other", "--topic", "orders", "-");
    try (var out = process.inputReader();
        var in = process.outputWriter()) {
      in.write("one\n");
      in.flush();
      assertThat(out.readLine()).endsWith("MEMORY");
      process.toHandle().destroy();

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ENDED_BY_TERM);
      assertThat(Files.readAllLines(errors()))
          .singleElement()
          .asString()
          .startsWith("1 accepted, 0 duplicates, 0 refused, ");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aReaderThatWentAwayEndsTheReading() throws Exception {
    var process = start("sub", "--as", "store");
    process.getInputStream().close();

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Files.readAllLines(errors())).allMatch(line -> line.matches("[012] messages?"));
  }

  private Process start(String... words) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-cp"));
    command.addAll(
        List.of(System.getProperty("java.class.path"), ProcessWithMessages.class.getName()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectError(errors().toFile()).start();
  }

  private Path errors() {
    return scratch.resolve("err.txt");
  }
}

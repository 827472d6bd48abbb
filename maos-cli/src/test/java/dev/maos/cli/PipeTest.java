package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in a pipeline: readers that leave early, and a locale with nothing but ASCII. */
class PipeTest {
  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pub --from shop --to other --topic orders 1",
        "pub --from shop --to other --topic orders --count 5000 1",
        "pub --from shop --to other --topic orders --json --count 5000 1",
        "sub --as store --count 2",
        "queue ls",
        "queue show inbox:store --json",
        "dlq ls",
        "dlq ls inbox:store --json",
        "dlq redrive inbox:store --all",
        "queue sweep"
      })
  void aReaderThatWentAwayIsNoError(String words) throws Exception {
    var process = start(Map.of(), words);
    process.getInputStream().close();

    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors())).isZero();
    assertThat(Files.readAllLines(errors()))
        .allMatch(line -> line.matches("[01] messages?|[\\d,]+ accepted, 0 .*, 0 refused, .*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pub --from shop --to other --topic orders --count 5000 1",
        "pub --from shop --to store --topic orders --ttl nonsense 1",
        "sub --as store --count 2",
        "request --from shop --to nobody --topic orders --timeout 1ms 1",
        "queue ls",
        "queue show group:none",
        "dlq ls",
        "dlq purge inbox:store --all"
      })
  void withoutATerminalAndInTheLocaleCThereIsOnlyAscii(String words) throws Exception {
    var process = start(Map.of("LC_ALL", "C"), words);
    try (var out = process.inputReader()) {
      var printed = out.readAllAsString();

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(printed + Files.readString(errors()))
          .isNotEmpty()
          .isASCII()
          .doesNotContain("\u001b", "\r", "?");
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Map<String, String> environment, String words) throws Exception {
    return CommandProcess.of(ProcessWithMessages.class, environment, words.split(" "))
        .redirectError(errors().toFile())
        .start();
  }

  private Path errors() {
    return scratch.resolve("err.txt");
  }
}

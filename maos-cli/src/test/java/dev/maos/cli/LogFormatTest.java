package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is logged, as people and as programs read it: of commands as processes of their own. */
@Timeout(120)
class LogFormatTest {
  private static final int PATIENCE_SECONDS = 100;
  private static final String NOBODY = "redis://127.0.0.1:1";

  @TempDir private Path folder;

  @Test
  void everyLineIsAnObjectWithWhatTheMessageIsAbout() throws Exception {
    var sources = Files.createDirectory(folder.resolve("sources"));
    for (int i = 0; i < 3; i++) {
      Files.writeString(sources.resolve("Type" + i + ".java"), "class Type" + i + " {}\n");
    }

    var lines =
        logs(
            Map.of("MAOS_LOG_LEVEL", "INFO"),
            "--log-format json demo --json --fast --seed 1 --chaos " + sources);

    assertThat(lines).isNotEmpty();
    var logged = lines.stream().map(LogFormatTest::object).toList();
    assertThat(logged).allSatisfy(LogFormatTest::saysWhoWhenAndWhat);
    assertThat(logged)
        .anySatisfy(line -> {
          assertThat(line)
              .containsEntry("level", "INFO")
              .containsEntry("loggerName", "dev.maos.Reselection")
              .containsEntry("message", "reselected");
          assertThat(line.get("kvpList")).asString().contains("agent=", "round=");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"health --log-format=json --url ", "--log-format JSON health --url "})
  void anExceptionIsPartOfItsLine(String words) throws Exception {
    var lines = logs(Map.of("MAOS_LOG_LEVEL", "DEBUG"), words + NOBODY);

    assertThat(lines).hasSizeGreaterThan(1).last().asString().startsWith("maos: REDIS_UNREACHABLE");
    var logged = lines.subList(0, lines.size() - 1).stream().map(LogFormatTest::object).toList();
    assertThat(logged).allSatisfy(LogFormatTest::saysWhoWhenAndWhat);
    assertThat(logged)
        .anySatisfy(line ->
            assertThat(line.get("throwable"))
                .asString()
                .contains("className=", "Connection refused", "stepArray="));
  }

  @Test
  void theVariableCountsWhereThereIsNoOption() throws Exception {
    var json = Map.of("MAOS_LOG_LEVEL", "DEBUG", "MAOS_LOG_FORMAT", "json");

    assertThat(logs(json, "health --url " + NOBODY).getFirst()).startsWith("{");
    assertThat(logs(json, "health --log-format text --url " + NOBODY).getFirst())
        .matches("[\\d:.]{12} DEBUG .* - .*");
  }

  @Test
  void linesAreForPeopleWhereNobodySaysOtherwise() throws Exception {
    assertThat(logs(Map.of("MAOS_LOG_LEVEL", "DEBUG"), "health --url " + NOBODY).getFirst())
        .matches("[\\d:.]{12} DEBUG .* - .*");
  }

  @Test
  void anotherFormatIsRefused() throws Exception {
    assertThat(logs(Map.of(), "health --log-format xml").getFirst())
        .startsWith("maos: invalid value for option '--log-format': INVALID_USAGE: log format")
        .endsWith("expected one of TEXT, JSON");
    assertThat(logs(Map.of("MAOS_LOG_FORMAT", "xml"), "health"))
        .containsExactly(
            "maos: INVALID_USAGE: MAOS_LOG_FORMAT \"xml\" is not allowed; expected one of TEXT,"
                + " JSON");
  }

  private List<String> logs(Map<String, String> environment, String words) throws Exception {
    var errors = folder.resolve("err.txt");
    var process =
        CommandProcess.of(Main.class, environment, words.split(" "))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return read(errors);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> read(Path file) throws IOException {
    return Files.readAllLines(file);
  }

  private static void saysWhoWhenAndWhat(Map<String, Object> line) {
    assertThat(line)
        .containsKeys("timestamp", "nanoseconds", "level", "threadName", "loggerName")
        .containsKeys("message", "formattedMessage", "throwable");
    assertThat((Number) line.get("timestamp")).extracting(Number::longValue).isNotEqualTo(0L);
  }

  @SuppressWarnings("unchecked") // JSON objects become maps with names as keys.
  private static Map<String, Object> object(String line) {
    return Payload.json(line).as(Map.class);
  }
}

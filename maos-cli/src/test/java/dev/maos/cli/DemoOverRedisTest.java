package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.testkit.redis.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with real processes, a real kill and a real server between them. */
class DemoOverRedisTest {
  private static final int PATIENCE_SECONDS = 60;
  private static final Pattern READY = Pattern.compile("process \\d+ is there \\(pid (\\d+)\\)");

  @AutoClose private final RedisServer redis = RedisServer.start();

  @TempDir private Path sources;

  @BeforeEach
  void writeSources() throws IOException {
    for (int i = 0; i < 12; i++) {
      Files.writeString(sources.resolve("Type" + i + ".java"), "class Type" + i + " {}\n");
    }
  }

  // With this seed the process dies with the answer sent and the message not acknowledged.
  @Test
  void aKilledProcessLosesNothingAndLeavesNothingBehind() {
    var terminal = TestTerminal.plain(Map.of());

    int code =
        terminal.run(
            "demo",
            "--url",
            redis.uri(),
            "--processes=3",
            "--chaos",
            "--seed=2",
            "--json",
            sources.toString());

    assertThat(code).as(terminal.err() + terminal.out()).isZero();
    assertThat(report(terminal))
        .containsEntry("processes", 3)
        .containsEntry("kills", 1)
        .containsEntry("messages", 96)
        .containsEntry("delivered", 96)
        .containsEntry("lost", 0)
        .containsEntry("duplicated", 0);
    assertThat(report(terminal).get("redelivered"))
        .asInstanceOf(InstanceOfAssertFactories.INTEGER)
        .isPositive();
    assertThat(report(terminal).get("reselected"))
        .asInstanceOf(InstanceOfAssertFactories.INTEGER)
        .isPositive();
    assertThat(keys()).isZero();
    assertThat(workers()).isEmpty();
  }

  @Test
  void oneProcessWorksOverRedisToo() {
    var terminal = TestTerminal.plain(Map.of("MAOS_URL", redis.uri()));

    int code = terminal.run("demo", "--json", sources.toString());

    assertThat(code).as(terminal.err()).isZero();
    assertThat(report(terminal)).containsEntry("crashes", 1).containsEntry("lost", 0);
    assertThat(keys()).isZero();
  }

  @Test
  void theChildrenDieWithTheirParent() throws Exception {
    var demo = start("demo", "--processes=2", sources.toString());
    try (var lines = demo.errorReader()) {
      var children = List.of(nextChild(lines), nextChild(lines));

      demo.destroyForcibly();

      for (var child : children) {
        assertThat(child.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS).isAlive()).isFalse();
      }
    } finally {
      demo.destroyForcibly();
    }
  }

  private static ProcessHandle nextChild(BufferedReader lines) throws IOException {
    while (true) {
      var line = lines.readLine();
      assertThat(line).as("the line of a child").isNotNull();
      var ready = READY.matcher(line);
      if (ready.find()) {
        return ProcessHandle.of(Long.parseLong(ready.group(1))).orElseThrow();
      }
    }
  }

  private Process start(String... args) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command);
    builder.environment().put("MAOS_URL", redis.uri());
    return builder.start();
  }

  private long keys() {
    return redis.command("DBSIZE").number();
  }

  private static List<String> workers() {
    return ProcessHandle.current()
        .children()
        .map(child -> child.info().commandLine().orElse(""))
        .filter(line -> line.contains("--worker"))
        .toList();
  }

  @SuppressWarnings("unchecked") // JSON objects become maps with names as keys.
  private static Map<String, Object> report(TestTerminal terminal) {
    return Payload.json(terminal.out()).as(Map.class);
  }
}

package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run until somebody ends them, as processes of their own. */
class InterruptTest {
  private static final int PATIENCE_SECONDS = 120;
  private static final int ENDED_BY_TERM = 128 + 15;

  @TempDir private Path scratch;

  // A build in the background ignores Ctrl-C, and so do its children; kill does the same to them.

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
  void aRequestThatIsEndedIsQuietAndTakesItsSubscriptionToAnswersAlong() throws Exception {
    try (var redis = RedisServer.start();
        var maos = Maos.open(redis.uri());
        var receiver = maos.bus().receiver(AgentId.of("adder"), TopicPattern.of("sums"))) {
      var process = ask(redis);
      try {
        assertThat(receiver.receive(Duration.ofSeconds(PATIENCE_SECONDS))).isPresent();
        process.toHandle().destroy();

        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ENDED_BY_TERM);
        assertThat(Files.readString(errors())).isEmpty();
        assertThat(maos.bus().metrics().queues())
            .extracting(stats -> stats.queue().toString())
            .contains("inbox:adder")
            .noneMatch(name -> name.startsWith("subscription:asker/"));
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private Process ask(RedisServer redis) throws IOException {
    var url = Map.of("MAOS_URL", redis.uri());
    return CommandProcess.of(
            Main.class,
            url,
            "request",
            "--from",
            "asker",
            "--to",
            "adder",
            "--topic",
            "sums",
            "--timeout",
            "1h",
            "[2, 3]")
        .redirectError(errors().toFile())
        .start();
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
    return CommandProcess.of(ProcessWithMessages.class, Map.of(), words)
        .redirectError(errors().toFile())
        .start();
  }

  private Path errors() {
    return scratch.resolve("err.txt");
  }
}

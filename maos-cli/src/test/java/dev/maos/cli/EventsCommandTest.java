package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void eventsAreLinesForPeople() {
    try (var host = told()) {
      int code = host.run("events", "query");

      assertThat(code).isZero();
      assertThat(host.outLines())
          .containsExactly(
              "1  2026-01-01T12:00:00Z  INFO      TASK_STARTED  tasks.build  from boss",
              "2  2026-01-01T12:00:10Z  ERROR     TASK_FAILED  tasks.build  from worker "
                  + " {\"lines\":120}",
              "3  2026-01-01T12:00:20Z  INFO      own  alerts  from worker  too hot",
              "4  2026-01-01T12:00:40Z  INFO      TASK_STARTED  tasks.build  from boss "
                  + " (application/octet-stream, 2 bytes)");
    }
  }

  @Test
  void eventsAreCloudEventsForPrograms() {
    try (var host = told()) {
      int code = host.run("events", "query", "--json", "--type", "TASK_FAILED");

      assertThat(code).isZero();
      assertThat(host.objects())
          .singleElement()
          .satisfies(event ->
              assertThat(event)
                  .containsEntry("specversion", "1.0")
                  .containsEntry("id", History.id(2).toString())
                  .containsEntry("source", "worker")
                  .containsEntry("type", "TASK_FAILED")
                  .containsEntry("maostopic", "tasks.build")
                  .containsEntry("time", "2026-01-01T12:00:10Z")
                  .containsEntry("datacontenttype", "application/json")
                  .containsEntry("data", Map.of("lines", 120))
                  .containsEntry("maosseverity", "ERROR")
                  .containsEntry("maostags", "nightly,x")
                  .containsEntry("k", "v")
                  .containsEntry("correlationid", "talk")
                  .containsEntry("causationid", History.id(1).toString())
                  .containsEntry("sequence", "2"));
    }
  }

  @Test
  void bytesAreInBase64() {
    try (var host = told()) {
      host.run("events", "query", "--json", "--filter", "id.endsWith('4')");

      assertThat(host.objects())
          .singleElement()
          .satisfies(event ->
              assertThat(event).containsEntry("data_base64", "AQI=").doesNotContainKey("data"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--filter severity>=WARNING                 | 2",
        "--filter data.lines>100                    | 2",
        "--filter !(data.lines>100)                 | ",
        "--topic tasks.*                            | 1 2 4",
        "--type TASK_STARTED --type own             | 1 3 4",
        "--source boss                              | 1 4",
        "--tag x --tag nightly                      | 2",
        "--correlation talk                         | 2",
        "--since 2026-01-01T12:00:10Z               | 2 3 4",
        "--since 45s                                | 3 4",
        "--since 2026-01-01                         | 1 2 3 4",
        "--since 2026-01-02                         | ",
        "--until 2026-01-01                         | ",
        "--until 2026-01-01T12:00:20Z               | 1 2",
        "--limit 3                                  | 1 2 3",
        "--topic tasks.* --source boss --since 45s  | 4",
      })
  void whatIsAskedForIsFound(String words, String sequences) {
    try (var host = told()) {
      int code = host.run(("events query --json " + words.strip()).split(" +"));

      assertThat(code).isZero();
      assertThat(sequences(host)).isEqualTo(sequences == null ? "" : sequences);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3, '', '3 shown, there are more: --limit N'",
    "4, '', ''",
    "5, '', ''",
    "1, boss, '1 shown, there are more: --limit N'",
    "2, boss, ''",
  })
  void thatThereAreMoreIsSaid(int limit, String source, String said) {
    try (var host = told()) {
      var words = "events query --limit " + limit + (source.isEmpty() ? "" : " --source " + source);

      host.run(words.split(" "));

      assertThat(host.err().strip()).isEqualTo(said);
      assertThat(host.outLines()).hasSize(Math.min(limit, 4));
    }
  }

  @Test
  void thatThereIsNoneIsSaid() {
    try (var host = told()) {
      int code = host.run("events", "query", "--type", "NEVER");

      assertThat(code).isZero();
      assertThat(host.out()).isEmpty();
      assertThat(host.err().strip()).isEqualTo("no event matches");
    }
  }

  @Test
  void linesForPeopleShowIdsIfTheyAreAskedTo() {
    try (var host = told()) {
      host.run("events", "query", "--ids", "--limit", "1");

      assertThat(host.out())
          .startsWith("1  %s  2026-01-01T12:00:00Z  INFO".formatted(History.id(1)));
    }
  }

  @Test
  void dataIsCutForAPerson() {
    try (var host = wordy()) {
      host.typed("").run("events", "query");

      assertThat(host.out().strip()).endsWith("  " + "x".repeat(100) + "…");
    }
  }

  @Test
  void dataIsNotCutInAPipe() {
    try (var host = wordy()) {
      host.run("events", "query");

      assertThat(host.out().strip()).endsWith("  " + "x".repeat(500));
    }
  }

  @Test
  void tailBeginsWithTheNewestThatAreWanted() {
    try (var host = told()) {
      int code =
          host.run("events", "tail", "--last", "2", "--count", "2", "--topic", "tasks.>", "--json");

      assertThat(code).isZero();
      assertThat(sequences(host)).isEqualTo("2 4");
    }
  }

  @Test
  void tailFollows() throws Exception {
    try (var host = TestHost.open()) {
      History.tell(host.events());
      var run =
          new FutureTask<>(
              () -> host.run("events", "tail", "--last", "10", "--count", "6", "--json"));
      Thread.ofVirtual().start(run);
      await(() -> host.outLines().size() >= 4);

      host.events()
          .append(
              List.of(
                  Event.from(AgentId.of("late"))
                      .on("late")
                      .type("own")
                      .withIdentity(History.id(5), History.NOON),
                  Event.from(AgentId.of("late"))
                      .on("late")
                      .type("own")
                      .withIdentity(History.id(6), History.NOON)));

      assertThat(run.get()).isZero();
      assertThat(sequences(host)).isEqualTo("1 2 3 4 5 6");
    }
  }

  @Test
  void tailThatRunsOutOfTimeFails() {
    try (var host = TestHost.open()) {
      int code = host.run("events", "tail", "--count", "1", "--timeout", "50ms");

      assertThat(code).isEqualTo(1);
      assertThat(host.out()).isEmpty();
    }
  }

  @Test
  void aReplayTakesAsLongAsItTookThroughTheFactor() throws Exception {
    var time = new ManualTime();
    try (var host = TestHost.open(time)) {
      History.tell(host.events());
      long begun = time.nanos();
      var run = new FutureTask<>(() -> host.run("events", "replay", "--speed", "10x", "--json"));
      Thread.ofVirtual().start(run);

      await(() -> {
        // Time goes on only while somebody waits for it.
        if (time.sleepers() > 0) {
          time.advance(Duration.ofMillis(100));
        }
        return run.isDone();
      });

      assertThat(run.get()).isZero();
      assertThat(sequences(host)).isEqualTo("1 2 3 4");
      assertThat(time.nanos() - begun).isGreaterThanOrEqualTo(Duration.ofSeconds(4).toNanos());
      assertThat(host.err().strip()).isEqualTo("4 events");
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 3 4", "2026-01-01T12:00:10Z, 2 3 4", "99, ''"})
  void aReplayBeginsWhereItIsTold(String from, String sequences) {
    try (var host = told()) {
      int code = host.run("events", "replay", "--speed", "max", "--json", "--from", from);

      assertThat(code).isZero();
      assertThat(sequences(host)).isEqualTo(sequences);
    }
  }

  /** Waits for what another thread brings about. */
  private static void await(BooleanSupplier condition) {
    var clock = TimeSource.system();
    long end = clock.nanos() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(clock.nanos()).as("not within " + PATIENCE).isLessThan(end);
      LockSupport.parkNanos(100_000);
    }
  }

  private static TestHost told() {
    var time = new ManualTime(History.NOON.plusSeconds(60));
    var host = TestHost.open(time);
    History.tell(host.events());
    return host;
  }

  private static TestHost wordy() {
    var host = TestHost.open();
    host.events()
        .append(
            List.of(
                Event.from(AgentId.of("late"))
                    .on("late")
                    .type("own")
                    .data(Payload.text("x".repeat(500)))
                    .withIdentity(History.id(5), History.NOON)));
    return host;
  }

  private static String sequences(TestHost host) {
    return String.join(
        " ", host.objects().stream().map(event -> String.valueOf(event.get("sequence"))).toList());
  }
}

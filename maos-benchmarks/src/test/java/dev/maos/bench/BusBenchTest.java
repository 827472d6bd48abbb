package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BusBenchTest {
  /** The report as programs read it. */
  record Json(String machine, String server, List<Map<String, Object>> rows) {}

  private static final BusBenchOptions TINY =
      BusBenchOptions.defaults()
          .rounds(2)
          .round(Duration.ofMillis(10))
          .warmUp(Duration.ofMillis(10))
          .latencyRates(List.of(2_000))
          .agents(20)
          .messagesPerAgent(10);

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ENVELOPE", "OBSERVED"})
  void everyScenarioMeasuresTheBusAndTheLimitInOneRun(Scenario scenario) throws Exception {
    var report = BusBench.run(TINY.scenarios(List.of(scenario)), line -> {});

    assertThat(report.rows()).extracting(BenchRow::system).containsExactly("maos", "limit");
    assertThat(report.rows()).extracting(BenchRow::scenario).containsOnly(scenario.id());
    if (scenario != Scenario.IDLE_AGENTS) {
      assertThat(report.rows()).allSatisfy(BusBenchTest::hasASpeedAndALatency);
    }
  }

  @Test
  void beingObservedIsComparedWithNotBeingSo() throws Exception {
    var report = BusBench.run(TINY.scenarios(List.of(Scenario.OBSERVED)), line -> {});

    assertThat(report.rows()).extracting(BenchRow::system).containsExactly("maos", "maos-observed");
    assertThat(report.rows()).allSatisfy(BusBenchTest::hasASpeedAndALatency);
    assertThat(report.rows().getLast().note())
        .matches(
            "[\\d.]+ % of the rate and [\\d.]+ % of the CPU of maos; counting alone is [\\d.]+ µs a"
                + " message, [\\d.]+ % of it");
  }

  @Test
  void envelopesHaveASpeed() throws Exception {
    var report = BusBench.run(TINY.scenarios(List.of(Scenario.ENVELOPE)), line -> {});

    assertThat(report.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.messagesPerSecond()).isPositive());
  }

  private static void hasASpeedAndALatency(BenchRow row) {
    assertThat(row.min()).isPositive().isLessThanOrEqualTo(row.messagesPerSecond());
    assertThat(row.max()).isGreaterThanOrEqualTo(row.messagesPerSecond());
    assertThat(row.p50Micros()).isPositive().isLessThanOrEqualTo(row.p95Micros());
    assertThat(row.p95Micros()).isLessThanOrEqualTo(row.p99Micros());
  }

  @Test
  void idleAgentsHaveAWeight() throws Exception {
    var options = TINY.scenarios(List.of(Scenario.IDLE_AGENTS)).agents(500);

    var report = BusBench.run(options, line -> {});

    assertThat(report.rows()).allSatisfy(row -> assertThat(row.bytesPerAgent()).isPositive());
  }

  @Test
  void scenariosAreRunInTheOrderInWhichTheyAreGiven() throws Exception {
    var scenarios = List.of(Scenario.PRIORITY, Scenario.AT_MOST_ONCE);

    var report =
        BusBench.run(TINY.scenarios(scenarios), List.of(new LimitContestant()), line -> {});

    assertThat(report.rows())
        .extracting(BenchRow::scenario)
        .containsExactly("priority", "at-most-once");
  }

  @Test
  void progressNamesTheScenarioAndTheSystem() throws Exception {
    var lines = new ArrayList<String>();
    var options = TINY.scenarios(List.of(Scenario.AT_LEAST_ONCE));

    BusBench.run(options, List.of(new LimitContestant()), lines::add);

    assertThat(lines)
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("at-least-once").contains("limit"));
  }

  @Test
  void theReportIsOneJsonObjectWithItsRows() throws Exception {
    var options = TINY.scenarios(List.of(Scenario.AT_LEAST_ONCE));
    var report = BusBench.run(options, List.of(new LimitContestant()), line -> {});

    var json = Payload.json(Payload.of(report).text()).as(Json.class);

    assertThat(json.machine()).isEqualTo(report.machine());
    assertThat(json.rows())
        .singleElement()
        .satisfies(row ->
            assertThat(row)
                .containsOnlyKeys(
                    "scenario",
                    "system",
                    "messagesPerSecond",
                    "min",
                    "max",
                    "cpuMicrosPerMessage",
                    "serverCpuMicrosPerMessage",
                    "p50Micros",
                    "p95Micros",
                    "p99Micros",
                    "rates",
                    "bytesPerAgent",
                    "agents",
                    "setUpMillis",
                    "connections",
                    "bytesPerEvent",
                    "note")
                .containsEntry("scenario", "at-least-once")
                .containsEntry("system", "limit"));
  }

  @Test
  void aRowIsTheSameTextFromReleaseToRelease() {
    var row =
        new BenchRow(
            "at-least-once",
            "maos",
            450_000L,
            440_000L,
            460_000L,
            1.25,
            0.75,
            100.5,
            200.0,
            300.25,
            List.of(new RateRow(10_000, 100.5, 200.0, 300.25)),
            null,
            null,
            null,
            null,
            null,
            null);

    assertThat(Payload.of(row).text())
        .isEqualTo(
            """
            {"scenario":"at-least-once","system":"maos","messagesPerSecond":450000,\
            "min":440000,"max":460000,"cpuMicrosPerMessage":1.25,\
            "serverCpuMicrosPerMessage":0.75,"p50Micros":100.5,"p95Micros":200.0,\
            "p99Micros":300.25,"rates":[{"perSecond":10000,"p50Micros":100.5,\
            "p95Micros":200.0,"p99Micros":300.25}],"bytesPerAgent":null,"agents":null,\
            "setUpMillis":null,"connections":null,"bytesPerEvent":null,"note":null}\
            """);
  }

  @Test
  void severalRatesHaveALineEachUnderTheirRow() throws Exception {
    var options =
        TINY.scenarios(List.of(Scenario.AT_LEAST_ONCE)).latencyRates(List.of(1_000, 2_000));

    var report = BusBench.run(options, List.of(new LimitContestant()), line -> {});

    assertThat(report.table().lines().skip(3))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("  at 1,000/s"),
            line -> assertThat(line).startsWith("  at 2,000/s"));
  }

  @Test
  void aSystemThatCouldNotTakePartSaysWhy() {
    var row = BenchRow.absent(Scenario.AT_MOST_ONCE, "nats", "nats-server: not found");

    assertThat(new BenchReport("machine", "server", List.of(row)).table())
        .contains("at-most-once", "nats", "nats-server: not found");
  }

  @Test
  void manyCallersAtOnceAreACrowdOfStreams() throws Exception {
    var options =
        TINY.scenarios(List.of(Scenario.PUBLISH_ONE_BY_ONE)).callers(16).pacing(Pacing.PIPELINED);

    var report = BusBench.run(options, List.of(new MaosContestant()), line -> {});

    assertThat(report.rows())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.messagesPerSecond()).isPositive();
          assertThat(row.rates()).isEmpty();
        });
  }

  @Test
  void aMessageThatArrivesAgainWhileTheSystemIsClosedEndsTheRun() {
    var options = TINY.scenarios(List.of(Scenario.AT_LEAST_ONCE));

    assertThatThrownBy(() -> BusBench.run(options, List.of(BrokenBus.thatRepeats(3)), line -> {}))
        .isInstanceOf(BenchFailedException.class)
        .hasMessageStartingWith("at-least-once of broken: message ")
        .hasMessageEndingWith("; 3 arrived again");
  }

  @Test
  void idleAgentsThatCannotBeReachedEndTheRun() {
    var options = TINY.scenarios(List.of(Scenario.IDLE_AGENTS));

    assertThatThrownBy(() -> BusBench.run(options, List.of(BrokenBus.thatDoubles(0)), line -> {}))
        .isInstanceOf(BenchFailedException.class)
        .hasMessageStartingWith("idle-agents of broken: message 0 of stream 0 arrived");
  }

  @Test
  void theTableHasALineForEachRow() throws Exception {
    var options = TINY.scenarios(List.of(Scenario.AT_LEAST_ONCE, Scenario.REQUEST_REPLY));

    var report = BusBench.run(options, List.of(new LimitContestant()), line -> {});

    assertThat(report.table().lines().skip(2)).hasSameSizeAs(report.rows());
  }

  @Test
  void aLostMessageEndsTheRun() {
    var options = TINY.scenarios(List.of(Scenario.AT_LEAST_ONCE));

    assertThatThrownBy(() -> BusBench.run(options, List.of(BrokenBus.thatLoses(40)), line -> {}))
        .isInstanceOf(BenchFailedException.class)
        .hasMessage("at-least-once of broken: message 41 of stream 0 arrived when 40 was due");
  }

  @Test
  void aDoubledMessageEndsTheRun() {
    var options = TINY.scenarios(List.of(Scenario.PUBLISH_ONE_BY_ONE));

    assertThatThrownBy(() -> BusBench.run(options, List.of(BrokenBus.thatDoubles(7)), line -> {}))
        .isInstanceOf(BenchFailedException.class)
        .hasMessage("publish-one-by-one of broken: message 7 of stream 0 arrived when 8 was due");
  }

  @Test
  void anotherAnswerEndsTheRun() {
    var options = TINY.scenarios(List.of(Scenario.REQUEST_REPLY));

    assertThatThrownBy(() -> BusBench.run(options, List.of(BrokenBus.thatWorks()), line -> {}))
        .isInstanceOf(BenchFailedException.class)
        .hasMessage("request-reply of broken: call 0 got another answer");
  }

  @Test
  void theMessagesOfARoundRobinAreThoseThatWereAskedFor() throws Exception {
    var counted = new CountingBus();
    var options = TINY.scenarios(List.of(Scenario.IDLE_AGENTS_ROUND_ROBIN)).warmUp(Duration.ZERO);

    BusBench.run(options, List.of(counted), line -> {});

    assertThat(counted.pipelined()).isEqualTo(2L * 20 * 10);
  }
}

package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.cli.demo.DemoReport;
import dev.maos.cli.demo.DemoReport.FileScore;
import dev.maos.cli.demo.DemoReport.FileVote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DemoSummaryTest {
  private final DemoSummary summary = new DemoSummary(new Style(false, true));

  @Test
  void aLossIsTheLastWordAndAFailure() {
    var report = report(3);

    assertThat(summary.lines(report)).last().isEqualTo("✗ 3 messages were lost.");
    assertThat(DemoCommand.exitCode(report)).isEqualTo(1);
  }

  @Test
  void noLossIsTheLastWordAndASuccess() {
    var report = report(0);

    assertThat(summary.lines(report)).last().isEqualTo("✓ Nothing was lost.");
    assertThat(DemoCommand.exitCode(report)).isZero();
  }

  @Test
  void everythingIsInItsRow() {
    assertThat(summary.lines(report(1)))
        .containsExactly(
            "files       2 below /src",
            "messages    1,016 sent, 1,015 handled, 1 lost, 0 duplicated",
            "delivery    p50 80 µs, p95 1,200 µs",
            "crashes     1, deliveries repeated because of them: 4 (seed 9)",
            "re-selected 5 commands, as the reviewer chosen at first was gone: another who is able"
                + " was chosen",
            "reviewed    size             9   size-1 9 · size-2 0",
            "findings    size             3   size-1 2 · size-2 1",
            "worst files A.java (7 points)",
            "            line 4: it is long",
            "            B.java (1 point)",
            "            line 1: it is wide",
            "refactor?   A.java: yes, with a weight of 6 to 1, 9 abstaining (7 of 8 voted)",
            "            B.java: no, with a weight of 6 to 1, 9 abstaining (7 of 8 voted)",
            "            the records were counted again: nothing is wrong with them",
            "",
            "✗ 1 message was lost.");
  }

  @Test
  void processesAndTheirKillsHaveARowInThePlaceOfCrashes() {
    assertThat(summary.lines(report(0, 0, 3)))
        .contains("processes   3, killed: 1, deliveries repeated because of that: 4 (seed 9)")
        .noneMatch(line -> line.startsWith("crashes"))
        .last()
        .isEqualTo("✓ Nothing was lost, and nothing was counted twice.");
  }

  @Test
  void whatIsCountedTwiceIsAFailure() {
    var report = report(0, 1, 3);

    assertThat(summary.lines(report))
        .last()
        .isEqualTo("✗ Nothing was lost, but 1 message was counted twice.");
    assertThat(DemoCommand.exitCode(report)).isEqualTo(1);
  }

  private static FileVote vote(String file, String outcome, List<String> problems) {
    return new FileVote("src/" + file, "id", outcome, "6", "1", "9", 7, 8, problems);
  }

  @Test
  void whatIsWrongWithTheRecordOfAVoteIsSaid() {
    assertThat(summary.lines(report(0, 0, 1, List.of("a ballot is missing"))))
        .contains("            wrong with a record: a ballot is missing");
  }

  private static DemoReport report(long lost) {
    return report(lost, 0, 1);
  }

  private static DemoReport report(long lost, long duplicated, int processes) {
    return report(lost, duplicated, processes, List.of());
  }

  private static DemoReport report(long lost, long duplicated, int processes, List<String> wrong) {
    return new DemoReport(
        "/src",
        2,
        1_016,
        1_016 - lost,
        lost,
        duplicated,
        processes,
        processes > 1 ? 1 : 0,
        1,
        4,
        5,
        80,
        1_200,
        9,
        new TreeMap<>(Map.of("size-1", 9, "size-2", 0)),
        new TreeMap<>(Map.of("size-1", 2, "size-2", 1)),
        new TreeMap<>(Map.of("size", 3)),
        List.of(
            new FileScore("A.java", 7, 3, "line 4: it is long"),
            new FileScore("B.java", 1, 1, "line 1: it is wide")),
        List.of(vote("A.java", "PASSED", List.of()), vote("B.java", "REJECTED", wrong)),
        Optional.empty());
  }
}

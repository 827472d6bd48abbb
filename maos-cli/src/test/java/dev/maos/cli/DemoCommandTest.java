package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
  @TempDir private Path sources;

  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @Test
  void jsonIsOneObjectAndNothingElse() throws IOException {
    write(5);

    int code = terminal.run("demo", "--json", "--seed", "4", sources.toString());

    assertThat(code).isZero();
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out().lines()).hasSize(1);
    assertThat(report())
        .containsEntry("files", 5)
        .containsEntry("messages", 40)
        .containsEntry("delivered", 40)
        .containsEntry("lost", 0)
        .containsEntry("duplicated", 0)
        .containsEntry("crashes", 1)
        .containsEntry("seed", 4)
        .containsKeys("redelivered", "p50Micros", "p95Micros", "findings", "disciplines")
        .containsKeys("directory", "worstFiles");
  }

  @Test
  void jsonCountsTheFindingsOfEachReviewer() throws IOException {
    write(2);

    terminal.run("demo", "--json", sources.toString());

    assertThat(report().get("findings"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys((Object[]) reviewers());
  }

  @Test
  void chaosHasSeveralCrashesAndLosesNothing() throws IOException {
    write(5);

    int code = terminal.run("demo", "--chaos", "--json", "--seed", "9", sources.toString());

    assertThat(code).isZero();
    assertThat(report()).containsEntry("crashes", 2).containsEntry("lost", 0);
    assertThat(report().get("redelivered"))
        .asInstanceOf(InstanceOfAssertFactories.INTEGER)
        .isPositive();
  }

  @Test
  void theRecordOfAVoteIsVerifiedByAnotherCommand(@TempDir Path folder) throws IOException {
    Files.writeString(sources.resolve("Wide.java"), "class Wide {} // " + "x".repeat(300) + "\n");
    var records = folder.resolve("records");

    int code = terminal.run("demo", "--fast", "--votes", records.toString(), sources.toString());

    assertThat(code).isZero();
    assertThat(terminal.out()).contains("refactor?   Wide.java: ");
    var record = records.resolve("vote-1.export").toString();
    var other = TestTerminal.plain(Map.of());
    assertThat(other.run("vote", "verify", record)).as(other.err()).isZero();
  }

  @Test
  void aCommitteeAgreesAndTheLiarIsNamed(@TempDir Path folder) throws IOException {
    Files.writeString(sources.resolve("Wide.java"), "class Wide {} // " + "x".repeat(300) + "\n");
    var records = folder.resolve("records");

    int code =
        terminal.run(
            "demo", "--byzantine", "--json", "--votes", records.toString(), sources.toString());

    assertThat(code).as(terminal.err()).isZero();
    var committee = Objects.requireNonNull((Map<?, ?>) report().get("committee"));
    assertThat(committee.get("accused")).isEqualTo(List.of(committee.get("liar")));
    assertThat(committee.get("problems")).isEqualTo(List.of());
    assertThat(committee.get("outcomes"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("Wide.java");
    var certificate = records.resolve("committee.certificate").toString();
    var id = String.valueOf(committee.get("committee"));
    var other = TestTerminal.plain(Map.of());
    assertThat(other.run("vote", "verify", certificate, "--committee", id)).isZero();
  }

  @Test
  void aCommitteeOfOtherProcessesIsRefused() {
    int code =
        terminal.run(
            "demo", "--byzantine", "--processes", "2", "--url", "redis://localhost", "/tmp");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).contains("--byzantine");
  }

  @Test
  void recordsOfVotesAreNotWrittenOverOthers(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("vote-1.export"), "mine");

    int code = terminal.run("demo", "--votes", folder.toString(), sources.toString());

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).contains("--votes");
  }

  @Test
  void eachFindingIsAnEventThatTheLastCommandShows(@TempDir Path folder) throws IOException {
    write(2);
    Files.writeString(sources.resolve("Wide.java"), "class Wide {} // " + "x".repeat(300) + "\n");
    var store = folder.resolve("demo.db").toString();

    int code = terminal.run("demo", "--fast", "--store", store, sources.toString());

    assertThat(code).isZero();
    var last = terminal.out().lines().toList().getLast().strip();
    assertThat(last)
        .isEqualTo("maos events query --store " + store + " --type FINDING --limit 1000000");
    assertThat(shown(last)).isPositive().isEqualTo(summedUp(terminal.out()));
  }

  @Test
  void theLastCommandCanBePasted() {
    assertThat(DemoFindings.farewell("./maos", Optional.of(Path.of("my demo.db"))).getLast())
        .isEqualTo("  ./maos events query --store 'my demo.db' --type FINDING --limit 1000000");
    assertThat(DemoFindings.farewell("/my tools/maos", Optional.empty()))
        .contains("  '/my tools/maos' demo --store demo.db");
  }

  private static long shown(String command) {
    var words = command.split(" ", -1);
    var terminal = TestTerminal.plain(Map.of());
    terminal.run(Arrays.copyOfRange(words, 1, words.length));
    return terminal.out().lines().filter(line -> line.contains("FINDING")).count();
  }

  // Each of the four disciplines with its findings stands behind the files that it reviewed.
  private static long summedUp(String summary) {
    var lines = summary.lines().toList();
    int first =
        lines.indexOf(
            lines.stream().filter(line -> line.startsWith("findings")).findFirst().orElseThrow());
    return lines.subList(first, first + 4).stream()
        .mapToLong(line -> Long.parseLong(line.substring(12).strip().split(" +", -1)[1]))
        .sum();
  }

  @Test
  void withoutAFileItSaysHowFindingsAreKept() throws IOException {
    write(1);

    terminal.run("demo", "--fast", sources.toString());

    assertThat(terminal.out())
        .contains("maos demo --store demo.db", "maos events query --store demo.db");
  }

  @Test
  void peopleReadASummary() throws IOException {
    write(3);

    int code = terminal.run("demo", "--fast", sources.toString());

    assertThat(code).isZero();
    assertThat(terminal.out())
        .contains("3 below " + sources.toRealPath())
        .contains("24 sent, 24 handled, 0 lost, 0 duplicated")
        .contains("p50", "p95", "crashes     1", "size-1", "✓ Nothing was lost.")
        .containsPattern("re-selected \\d+ commands?, as the reviewer chosen at first was gone");
    assertThat(terminal.err())
        .contains("✗")
        .contains("crashes before the answer")
        .contains("100 %");
  }

  @Test
  void aPersonAtATerminalSeesAProgressBar() throws IOException {
    write(3);
    var live = TestTerminal.live(Map.of("TERM", "xterm"));

    int code = live.run("demo", "--fast", sources.toString());

    assertThat(code).isZero();
    assertThat(live.err()).contains("█", "100 %  12/12 answers", "crashes before the answer");
    assertThat(live.err()).endsWith("\r\u001b[K");
  }

  @Test
  void aDirectoryWithoutSourcesIsAFailureInOneLine() throws IOException {
    int code = terminal.run("demo", "--fast", sources.toString());

    assertThat(code).isEqualTo(1);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.errLines())
        .containsExactly("maos: no source files were found below " + sources.toRealPath());
  }

  @Test
  void aDirectoryWithoutSourcesIsAFailureInJsonToo() throws IOException {
    int code = terminal.run("demo", "--json", sources.toString());

    assertThat(code).isEqualTo(1);
    assertThat(terminal.out().lines()).hasSize(1);
    assertThat(report())
        .containsOnly(
            Map.entry("error", "no source files were found below " + sources.toRealPath()));
    assertThat(terminal.errLines()).hasSize(1);
  }

  @Test
  void jsonCountsTheFilesThatEachReviewerHandled() throws IOException {
    write(5);

    terminal.run("demo", "--json", sources.toString());

    assertThat(report().get("handled"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Integer.class))
        .containsOnlyKeys(reviewers())
        .satisfies(handled ->
            assertThat(handled.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "17", "2147483647"})
  void processesAreFewOrItIsAUsageError(String count) {
    int code = terminal.run("demo", "--processes", count, sources.toString());

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).contains("--processes \"" + count + "\"", "1 to 16");
  }

  @Test
  void processesCannotShareTheMemoryOfOne() {
    int code = terminal.run("demo", "--processes", "2", sources.toString());

    assertThat(code).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .startsWith("maos: INVALID_USAGE: --processes 2 needs a backend that processes can share")
        .contains("memory:", "--url");
  }

  @Test
  void theOptionOfTheChildrenIsNotInTheHelp() {
    terminal.run("demo", "--help");

    assertThat(terminal.out()).contains("--processes").doesNotContain("--worker");
  }

  @Test
  void oneProcessIsThisOne() throws IOException {
    write(2);

    int code = terminal.run("demo", "--json", "--processes", "1", sources.toString());

    assertThat(code).isZero();
    assertThat(report()).containsEntry("processes", 1).containsEntry("kills", 0);
  }

  private static String[] reviewers() {
    return new String[] {
      "comments-1", "comments-2", "duplication-1", "duplication-2",
      "nesting-1", "nesting-2", "size-1", "size-2"
    };
  }

  private void write(int files) throws IOException {
    for (int i = 0; i < files; i++) {
      Files.writeString(sources.resolve("Type" + i + ".java"), "class Type" + i + " {}\n");
    }
  }

  @SuppressWarnings("unchecked") // JSON objects become maps with names as keys.
  private Map<String, Object> report() {
    return Payload.json(terminal.out()).as(Map.class);
  }
}

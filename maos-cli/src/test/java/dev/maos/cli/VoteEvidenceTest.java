package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a vote leaves behind, written by one command and counted again by another. */
@Timeout(60)
class VoteEvidenceTest {
  @AutoClose private final TestHost host = TestHost.open();
  private final TestTerminal alone = TestTerminal.plain(Map.of());
  @TempDir private Path directory;

  private String ended() {
    var id = open();
    host.run("vote", "cast", id, "ann", "no", "--reason", "not yet");
    host.run("vote", "cast", id, "bob", "yes");
    host.run("vote", "cast", id, "cyd", "yes");
    return id;
  }

  private String open() {
    host.run(
        "vote",
        "propose",
        "--by",
        "ann",
        "--voter",
        "ann",
        "--voter",
        "bob",
        "--voter",
        "cyd",
        "Deploy it?");
    return host.out().strip();
  }

  private Path file() {
    return directory.resolve("vote.export");
  }

  private String root(String id) {
    int code = host.run("vote", "audit", id, file().toString(), "--json");
    assertThat(code).as(host.err()).isZero();
    return Objects.requireNonNull(host.objects().getFirst().get("root")).toString();
  }

  @Test
  void whatWasExportedIsCountedAgainWithoutAServer() {
    ended();
    var id = ended();
    var root = root(id);

    int code = alone.run("vote", "verify", file().toString(), "--root", root);

    assertThat(code).as(alone.err()).isZero();
    assertThat(alone.out().lines())
        .containsExactly(
            "vote   " + id,
            "title  Deploy it?",
            "root   " + root,
            "",
            "SIMPLE_MAJORITY: 3 of 3 voted",
            "  OPTION   VOTES",
            "  YES          2",
            "  NO           1",
            "  ABSTAIN      0",
            "  needed: more than 1.5",
            "",
            "VOTER  WEIGHT  BALLOT  REASON",
            "ann         1  NO      not yet",
            "bob         1  YES",
            "cyd         1  YES",
            "",
            "counted again: passed");
  }

  @Test
  void itIsAnObjectForPrograms() {
    var id = ended();
    root(id);

    host.run("vote", "verify", file().toString(), "--json");

    assertThat(host.objects().getFirst())
        .containsEntry("good", true)
        .containsEntry("proposal", id)
        .containsEntry("outcome", "PASSED")
        .containsEntry("problems", List.of());
  }

  @Test
  void programsLearnTheRuleTheCountsAndWhoSaidWhat() {
    root(ended());

    host.run("vote", "verify", file().toString(), "--json");

    assertThat(host.objects().getFirst()).containsEntry("rule", "SIMPLE_MAJORITY");
    assertThat(host.out())
        .contains("\"parameters\":{\"quorum\":{\"share\":\"1/2\"")
        .contains("\"tally\":{\"YES\":2,\"NO\":1,\"ABSTAIN\":0}")
        .contains("{\"voter\":\"ann\",\"weight\":1,\"choice\":\"NO\",\"reason\":\"not yet\",");
  }

  @Test
  void aVoteThatWasTakenBackShowsWhatWasSaidAndThatEnd() {
    var id = open();
    host.run("vote", "cast", id, "ann", "no");
    assertThat(host.run("vote", "cancel", id, "--by", "ann", "--reason", "too early")).isZero();
    root(id);

    assertThat(host.run("vote", "verify", file().toString())).as(host.err()).isZero();
    assertThat(host.outLines())
        .contains("SIMPLE_MAJORITY: 1 of 3 voted", "ann         1  NO", "counted again: cancelled");
    host.run("vote", "verify", file().toString(), "--json");
    assertThat(host.objects().getFirst()).containsEntry("outcome", "CANCELLED");
  }

  @Test
  void aLineThatIsMissingOrTwiceIsNoticedWhereverItIs() throws Exception {
    ended();
    root(ended());
    var lines = Files.readAllLines(file());

    for (int i = 0; i < lines.size(); i++) {
      var without = new ArrayList<>(lines);
      without.remove(i);
      assertThat(verify(without)).as("without line %d", i + 1).isEqualTo(ExitCode.FAILURE);
      var twice = new ArrayList<>(lines);
      twice.add(i, lines.get(i));
      assertThat(verify(twice)).as("twice line %d", i + 1).isEqualTo(ExitCode.FAILURE);
    }
    assertThat(verify(lines)).isZero();
  }

  @Test
  void evidenceOfAnotherVoteUnderThisOneIsNoticedAndNamed() throws Exception {
    root(ended());
    var lines = Files.readAllLines(file());
    Files.delete(file());
    root(ended());
    var other = Files.readAllLines(file());
    var mixed = new ArrayList<>(lines);
    mixed.set(1, other.get(1));

    assertThat(verify(mixed)).isEqualTo(ExitCode.FAILURE);
    assertThat(alone.err()).startsWith("maos: ");
  }

  @Test
  void anotherRootThanTheGivenOneIsWrong() {
    root(ended());

    int code = alone.run("vote", "verify", file().toString(), "--root", "0".repeat(64));

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(alone.err()).contains("the root of the tree is").contains("not the given one");
    assertThat(alone.out()).isEmpty();
  }

  @Test
  void whatIsNoExportIsWrongAndWhatIsNoFileIsUsage() throws Exception {
    assertThat(verify(List.of("YES", "NO"))).isEqualTo(ExitCode.FAILURE);
    assertThat(alone.err()).contains("line 1");
    Files.write(file(), new byte[] {(byte) 0xff, 0});
    assertThat(alone.run("vote", "verify", file().toString())).isEqualTo(ExitCode.FAILURE);

    assertThat(alone.run("vote", "verify", directory.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(alone.run("vote", "verify", file().toString(), "--root", "x"))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void anOpenVoteHasNoEvidenceYet() {
    int code = host.run("vote", "audit", open(), file().toString());

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(host.err()).contains("the vote is still open");
    assertThat(file()).doesNotExist();
  }

  @Test
  void evidenceIsNotOverwritten() throws Exception {
    var id = ended();
    root(id);
    var before = Files.readString(file());

    int code = host.run("vote", "audit", ended(), file().toString());

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(host.err()).contains("a file that is not there yet");
    assertThat(file()).hasContent(before);
  }

  private int verify(List<String> lines) throws Exception {
    Files.writeString(file(), String.join("\n", lines) + "\n");
    return alone.run("vote", "verify", file().toString());
  }
}

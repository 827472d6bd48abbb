package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that ask, vote and look, each like a process of its own. */
@Timeout(60)
class VoteCommandsTest {
  private final ManualTime time = new ManualTime();
  @AutoClose private final TestHost host = TestHost.open(time);

  /** Proposes to ann, bob and cyd, unless it is said otherwise, and gives the id. */
  private String propose(String... more) {
    var words = new ArrayList<>(List.of("vote", "propose", "--by", "zoe", "Deploy it?"));
    if (!List.of(more).contains("--voter")) {
      words.addAll(List.of("--voter", "ann", "--voter", "bob", "--voter", "cyd"));
    }
    words.addAll(List.of(more));
    assertThat(host.run(words.toArray(String[]::new))).as(host.err()).isZero();
    return host.out().strip();
  }

  private String drinks(String... more) {
    var words = new ArrayList<>(List.of(more));
    List.of("tea", "coffee", "milk").forEach(it -> words.addAll(List.of("--option", it)));
    return propose(words.toArray(String[]::new));
  }

  private int cast(String id, String voter, String... ballot) {
    var words = new ArrayList<>(List.of("vote", "cast", id, voter));
    words.addAll(List.of(ballot));
    return host.run(words.toArray(String[]::new));
  }

  private Map<String, Object> shown(String id) {
    host.run("vote", "show", id, "--json");
    return host.objects().getFirst();
  }

  @Test
  void aProposalIsAnIdThatOthersFind() {
    var id = propose();

    assertThat(id).matches("[0-9a-f]{64}");
    host.run("vote", "ls", "--json");
    assertThat(host.objects())
        .singleElement()
        .satisfies(vote ->
            assertThat(vote)
                .containsEntry("proposal", id)
                .containsEntry("title", "Deploy it?")
                .containsEntry("voted", 0)
                .containsEntry("participants", 3));
  }

  @Test
  void theSameWordsAgainAreAnotherVote() {
    assertThat(propose()).isNotEqualTo(propose());
  }

  @Test
  void theDecisiveBallotSaysWhatCameOut() {
    var id = propose();

    assertThat(cast(id, "ann", "yes")).isZero();
    assertThat(host.outLines()).containsExactly("taken; undecided");
    assertThat(cast(id, "bob", "YES")).isZero();
    assertThat(host.outLines()).containsExactly("taken; passed");
    assertThat(cast(id, "cyd", "no")).isZero();
    assertThat(host.outLines()).containsExactly("after the end, so it does not count; passed");
  }

  @Test
  void theSameBallotAgainChangesNothingAndAnotherOneIsRefused() {
    var id = propose();
    cast(id, "ann", "yes", "--reason", "its tests pass");

    assertThat(cast(id, "ann", "yes", "--reason", "its tests pass", "--json")).isZero();
    assertThat(host.objects().getFirst())
        .containsEntry("standing", "REPEATED")
        .containsEntry("sequence", 2);
    assertThat(cast(id, "ann", "no")).isEqualTo(ExitCode.FAILURE);
    assertThat(host.err()).startsWith("maos: ").contains("ALREADY_VOTED");
    assertThat(shown(id))
        .extractingByKey("ballots")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  @Test
  void whoMayNotVoteIsRefused() {
    var id = propose();

    assertThat(cast(id, "dan", "yes")).isEqualTo(ExitCode.FAILURE);
    assertThat(host.err()).contains("NOT_ELIGIBLE");
    assertThat(cast(drinks("--rule", "plurality"), "dan", "tea")).isEqualTo(ExitCode.FAILURE);
    assertThat(host.err()).contains("NOT_ELIGIBLE");
  }

  @Test
  void aVoteIsShownWithItsCountAndWhoSaidWhat() {
    var id = propose("--voter", "ann=5/2", "--voter", "bob");
    cast(id, "ann", "abstain");
    cast(id, "bob", "no", "--reason", "too early");

    assertThat(host.run("vote", "show", id)).isZero();

    var now = time.now().toString();
    assertThat(host.outLines())
        .containsExactly(
            "vote      " + id,
            "title     Deploy it?",
            "asked by  zoe",
            "status    FAILED",
            "opened    " + now,
            "deadline  " + time.now().plus(Duration.ofHours(1)),
            "ended     " + now,
            "",
            "SIMPLE_MAJORITY: 2 of 2 voted",
            "  OPTION   VOTES",
            "  YES      0",
            "  NO       1",
            "  ABSTAIN  2.5",
            "  needed: more than 0.5",
            "rejected",
            "",
            "VOTER  WEIGHT  BALLOT   REASON",
            "ann    2.5     ABSTAIN",
            "bob    1       NO       too early");
  }

  @Test
  void aVoteIsAnObjectForPrograms() {
    var id = drinks("--rule", "ranked-pairs");
    cast(id, "ann", "tea", "coffee=milk", "--reason", "hot");

    var vote = shown(id);

    assertThat(vote)
        .containsEntry("status", "ACTIVE")
        .containsEntry("outcome", "UNDECIDED")
        .containsEntry("options", List.of("tea", "coffee", "milk"));
    assertThat(vote)
        .extractingByKey("ballots")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("voter", "ann")
        .containsEntry("ranking", List.of(List.of("tea"), List.of("coffee", "milk")))
        .containsEntry("reason", "hot");
  }

  @Test
  void whatPassedEndsWithZero() throws Exception {
    var id = propose();
    var elsewhere = TestTerminal.plain(Map.of("MAOS_URL", "test://shared"));
    var waiting = start(() -> host.run(elsewhere.terminal(), "vote", "await", id));

    cast(id, "ann", "yes");
    cast(id, "cyd", "yes");

    assertThat(waiting.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(elsewhere.out()).isEqualTo("passed\n");
  }

  @Test
  void whoIsElectedIsNamed() {
    var id = drinks("--rule", "plurality", "--voter", "ann=2", "--voter", "bob");
    cast(id, "bob", "milk");
    cast(id, "ann", "coffee");

    assertThat(host.run("vote", "await", id, "--json")).isZero();
    assertThat(host.objects().getFirst())
        .containsEntry("outcome", "WINNER")
        .containsEntry("winner", "coffee");
  }

  @Test
  void whatIsRejectedTiedOrVetoedEndsWithOne() {
    var rejected = propose("--voter", "ann");
    cast(rejected, "ann", "no");
    assertThat(host.run("vote", "await", rejected)).isEqualTo(ExitCode.FAILURE);
    assertThat(host.outLines()).containsExactly("rejected");

    var tied = drinks("--rule", "plurality", "--voter", "ann", "--voter", "bob");
    cast(tied, "ann", "tea");
    cast(tied, "bob", "milk");
    assertThat(host.run("vote", "await", tied)).isEqualTo(ExitCode.FAILURE);
    assertThat(host.outLines()).containsExactly("a tie of tea, milk");

    var vetoed = propose("--veto", "bob");
    cast(vetoed, "bob", "veto");
    assertThat(host.run("vote", "await", vetoed)).isEqualTo(ExitCode.FAILURE);
    assertThat(host.outLines()).containsExactly("vetoed");
  }

  @Test
  void whoProposedTakesItBackAndSaysWhy() {
    var id = propose();

    assertThat(host.run("vote", "cancel", id, "--by", "ann")).isEqualTo(ExitCode.FAILURE);
    assertThat(host.err()).contains("FORBIDDEN");
    assertThat(host.run("vote", "cancel", id, "--by", "zoe", "--reason", "no need", "--json"))
        .as(host.err())
        .isZero();
    assertThat(host.objects().getFirst())
        .containsEntry("proposal", id)
        .containsEntry("outcome", "CANCELLED")
        .containsEntry("reason", "no need");
    assertThat(host.run("vote", "cancel", id, "--by", "zoe")).isZero();
    assertThat(host.run("vote", "await", id)).isEqualTo(ExitCode.FAILURE);
    host.run("vote", "show", id);
    assertThat(host.outLines()).contains("cancelled: no need");
  }

  @Test
  void whatHasEndedIsNotTakenBack() {
    var id = propose("--voter", "ann");
    cast(id, "ann", "yes");

    assertThat(host.run("vote", "cancel", id, "--by", "zoe")).isEqualTo(ExitCode.FAILURE);
    assertThat(host.outLines()).containsExactly("passed");
  }

  @Test
  void atTheDeadlineTooFewAreNoQuorumAndABallotDoesNotCount() {
    var id = propose("--open", "10m");
    cast(id, "ann", "yes");
    time.advance(Duration.ofMinutes(10));

    assertThat(cast(id, "bob", "yes")).isZero();
    assertThat(host.outLines()).containsExactly("after the end, so it does not count; no quorum");
    assertThat(host.run("vote", "await", id)).isEqualTo(ExitCode.FAILURE);
    assertThat(host.outLines()).containsExactly("no quorum");
    host.run("vote", "ls", "--json");
    assertThat(host.out()).isEmpty();
  }

  @Test
  void notToHaveEndedInTimeIsAFailure() {
    try (var real = TestHost.open()) {
      real.run("vote", "propose", "--by", "ann", "--voter", "ann", "Now?");
      var id = real.out().strip();

      assertThat(real.run("vote", "await", id, "--timeout", "10ms")).isEqualTo(ExitCode.FAILURE);
      assertThat(real.err()).isEqualTo("maos: the vote has not ended in time\n");
      assertThat(real.out()).isEmpty();
    }
  }

  @Test
  void aVoteThatIsNotThereIsAFailure() {
    var id = "0".repeat(64);

    assertThat(host.run("vote", "show", id)).isEqualTo(ExitCode.FAILURE);
    assertThat(host.err()).contains("there is no vote " + id);
    assertThat(host.run("vote", "await", id)).isEqualTo(ExitCode.FAILURE);
    assertThat(cast(id, "ann", "yes")).isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void openVotesComeInPages() {
    var ids = List.of(propose(), propose(), propose()).stream().sorted().toList();

    host.run("vote", "ls", "--limit", "2", "--json");
    assertThat(host.objects())
        .extracting(vote -> vote.get("proposal"))
        .isEqualTo(ids.subList(0, 2));
    assertThat(host.err()).contains("go on with --after " + ids.get(1));

    host.run("vote", "ls", "--limit", "2", "--json", "--after", ids.get(1));
    assertThat(host.objects())
        .extracting(vote -> vote.get("proposal"))
        .isEqualTo(ids.subList(2, 3));
    assertThat(host.err()).isEmpty();
  }

  @Test
  void eachRuleHasItsBallots() {
    var approval = drinks("--rule", "approval", "--voter", "ann");
    assertThat(cast(approval, "ann", "tea")).as(host.err()).isZero();
    assertThat(host.outLines()).containsExactly("taken; elected: tea");

    var score = drinks("--rule", "score", "--voter", "ann");
    assertThat(cast(score, "ann", "--", "tea=-1", "milk=5")).as(host.err()).isZero();
    assertThat(host.outLines()).containsExactly("taken; elected: milk");

    var ranked = drinks("--rule", "schulze", "--voter", "ann", "--voter", "bob");
    cast(ranked, "bob", "ABSTAIN");
    assertThat(cast(ranked, "ann", "coffee", "tea=milk")).as(host.err()).isZero();
    assertThat(host.outLines()).containsExactly("taken; elected: coffee");
  }

  @Test
  void theArbiterRulesOnTies() {
    var id =
        drinks(
            "--rule",
            "plurality",
            "--parameters",
            "{\"tie\":[\"ARBITER\"],\"arbiter\":\"zoe\"}",
            "--voter",
            "ann",
            "--voter",
            "bob");
    cast(id, "zoe", "milk", "tea");
    cast(id, "ann", "tea");

    cast(id, "bob", "milk");

    assertThat(host.outLines()).containsExactly("taken; elected: milk");
  }

  @Test
  void aBallotThatDoesNotFitIsAnErrorOfUsageAndASuggestion() {
    var id = drinks("--rule", "plurality");

    assertThat(cast(id, "ann", "cofee")).isEqualTo(ExitCode.USAGE);
    assertThat(host.err())
        .contains("ballot \"cofee\" is not allowed; expected one of tea, coffee, milk")
        .contains("did you mean coffee?");
    assertThat(cast(id, "ann", "tea", "milk")).isEqualTo(ExitCode.USAGE);
    assertThat(cast(propose(), "ann", "yse")).isEqualTo(ExitCode.USAGE);
    assertThat(host.err()).contains("did you mean YES?");
    assertThat(cast(drinks("--rule", "score"), "ann", "tea=x")).isEqualTo(ExitCode.USAGE);
    assertThat(cast(propose(), "ann", "veto")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aProposalThatMakesNoSenseIsNotMade() {
    List.of(
            List.of("--rule", "plurality"),
            List.of("--option", "tea"),
            List.of("--rule", "dice"),
            List.of("--parameters", "{\"strength\":\"margins\"}"),
            List.of("--parameters", "quorum"),
            List.of("--veto", "dan"),
            List.of("--delegate", "ann=dan"),
            List.of("--voter", "ann"),
            List.of("--voter", "bob=-1"),
            List.of("--open", "0s"))
        .forEach(wrong -> {
          var words =
              new ArrayList<>(List.of("vote", "propose", "--by", "zoe", "--voter", "ann", "Now?"));
          words.addAll(wrong);

          assertThat(host.run(words.toArray(String[]::new)))
              .as("%s: %s", wrong, host.err())
              .isEqualTo(ExitCode.USAGE);
        });

    host.run("vote", "ls", "--json");
    assertThat(host.out()).isEmpty();
  }

  private static <T> FutureTask<T> start(Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }
}

package dev.maos.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.VotingRule.Majority;
import dev.maos.consensus.VotingRule.Majority.Base;
import dev.maos.consensus.VotingRule.Majority.Kind;
import dev.maos.consensus.VotingRule.Majority.Strictness;
import dev.maos.consensus.VotingRule.Strength;
import dev.maos.consensus.VotingRule.Unranked;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a proposal may be, and that its id is of all of it. */
class ProposalTest {
  private static final AgentId A = AgentId.of("a");
  private static final AgentId B = AgentId.of("b");
  private static final Subject SUBJECT = Subject.of(A, "Deploy?", "the new model");
  private static final Contest CONTEST = Contest.yesOrNo(VotingRule.simpleMajority());
  private static final Electorate ELECTORATE = Electorate.of(A, B);
  private static final Terms TERMS = Terms.until(Samples.DEADLINE);

  @Test
  void theIdIsTheHashOfTheCanonicalBytes() throws Exception {
    var proposal = Proposal.of(SUBJECT, CONTEST, ELECTORATE, TERMS, "1");

    var digest = MessageDigest.getInstance("SHA-256").digest(proposal.canonical());

    assertThat(proposal.id().value()).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(proposal)
        .isEqualTo(Proposal.of(SUBJECT, CONTEST, ELECTORATE, TERMS, "1"))
        .hasSameHashCodeAs(Proposal.of(SUBJECT, CONTEST, ELECTORATE, TERMS, "1"));
  }

  // If this changes, so does the id of every proposal that was ever made. Made once more in Python.
  @Test
  void theIdOfThisProposalStaysTheSame() {
    assertThat(Proposal.of(SUBJECT, CONTEST, ELECTORATE, TERMS, "1").id().value())
        .isEqualTo("0651b188415899019f47fc08e41f531a2fd03036ba140dbf3a315929c61bf462");
  }

  @Test
  void everyPartOfAProposalIsInItsId() {
    var contests = new ArrayList<Contest>();
    var options = List.of("X", "Y");
    contests.add(CONTEST);
    contests.add(CONTEST.quorum(Quorum.NONE));
    contests.add(
        CONTEST.quorum(
            new Quorum(Fraction.HALF, Quorum.Base.WEIGHT, Set.of(Quorum.Voice.values()))));
    contests.add(
        CONTEST.quorum(
            new Quorum(Fraction.HALF, Quorum.Base.PARTICIPANTS, Set.of(Quorum.Voice.YES))));
    for (var rule : everyRule()) {
      contests.add(rule.isElection() ? Contest.between(options, rule) : Contest.yesOrNo(rule));
    }
    contests.add(Contest.between(List.of("Y", "X"), VotingRule.schulze()));
    contests.add(Contest.between(List.of("XY"), VotingRule.schulze()));
    var election = Contest.between(options, VotingRule.schulze());
    contests.add(election.ties(new TieRule.Lot()));
    contests.add(election.ties(new TieRule.Order(options)));
    contests.add(election.ties(new TieRule.Order(options.reversed())));
    contests.add(election.ties(new TieRule.Arbiter(AgentId.of("c"))));
    contests.add(election.ties(new TieRule.Arbiter(AgentId.of("d"))));
    var proposals = new ArrayList<Proposal>();
    contests.forEach(it -> proposals.add(Proposal.of(SUBJECT, it, ELECTORATE, TERMS, "1")));
    proposals.add(Proposal.of(SUBJECT, CONTEST, ELECTORATE, TERMS, "2"));
    for (var subject :
        List.of(
            Subject.of(B, "Deploy?", "the new model"),
            Subject.of(A, "Deploy!", "the new model"),
            Subject.of(A, "Deploy?", "the old model"),
            Subject.of(A, "Deploy?t", "he new model"),
            new Subject(A, "Deploy?", "the new model", 4))) {
      proposals.add(Proposal.of(subject, CONTEST, ELECTORATE, TERMS, "1"));
    }
    for (var electorate :
        List.of(
            Electorate.of(A),
            ELECTORATE.veto(A),
            ELECTORATE.delegating(A, B),
            ELECTORATE.delegating(B, A),
            Electorate.weighted(Map.of(A, Fraction.ONE, B, Fraction.HALF)))) {
      proposals.add(Proposal.of(SUBJECT, CONTEST, electorate, TERMS, "1"));
    }
    for (var terms :
        List.of(
            Terms.until(Samples.DEADLINE.plusMillis(1)),
            new Terms(Samples.DEADLINE, Terms.Ending.AT_DEADLINE),
            new Terms(Samples.DEADLINE, Terms.Ending.REVISABLE))) {
      proposals.add(Proposal.of(SUBJECT, CONTEST, ELECTORATE, terms, "1"));
    }

    assertThat(proposals).doesNotHaveDuplicates();
    assertThat(proposals).extracting(Proposal::id).doesNotHaveDuplicates();
  }

  private static List<VotingRule> everyRule() {
    var rules = new ArrayList<VotingRule>();
    rules.add(VotingRule.absoluteMajority());
    rules.add(VotingRule.superMajority());
    rules.add(VotingRule.superMajority(Fraction.of(3, 4)));
    rules.add(VotingRule.superMajority().of(Base.ELIGIBLE));
    rules.add(
        new Majority(Kind.SUPER_MAJORITY, Fraction.of(2, 3), Base.CAST, Strictness.MORE_THAN));
    rules.add(new VotingRule.Unanimous());
    rules.add(new VotingRule.NemCon());
    rules.add(new VotingRule.Weighted(VotingRule.simpleMajority()));
    rules.add(new VotingRule.Weighted(VotingRule.superMajority()));
    rules.add(new VotingRule.Plurality());
    rules.add(new VotingRule.Approval());
    for (int most : List.of(5, 6)) {
      for (var average : VotingRule.Score.Average.values()) {
        for (var unscored : VotingRule.Score.Unscored.values()) {
          rules.add(new VotingRule.Score(0, most, average, unscored));
        }
      }
    }
    for (var paper :
        List.of(
            Paper.STRICT,
            new Paper(Paper.Overvote.EXHAUST_IMMEDIATELY, Paper.REFUSED, Paper.Duplicate.REFUSE),
            new Paper(Paper.Overvote.REFUSE, 1, Paper.Duplicate.REFUSE),
            new Paper(Paper.Overvote.REFUSE, Paper.REFUSED, Paper.Duplicate.SKIP))) {
      for (var elimination : VotingRule.RankedChoice.Elimination.values()) {
        for (var until : VotingRule.RankedChoice.Until.values()) {
          rules.add(new VotingRule.RankedChoice(paper, elimination, until));
        }
      }
    }
    for (var unranked : Unranked.values()) {
      rules.add(new VotingRule.Borda(unranked));
      rules.add(new VotingRule.Copeland(unranked));
      for (var strength : Strength.values()) {
        rules.add(new VotingRule.Schulze(strength, unranked));
        rules.add(new VotingRule.RankedPairs(strength, unranked));
      }
    }
    return rules;
  }

  @Test
  void everyPartOfABallotIsInItsBytes() {
    var ballots =
        List.of(
            Ballot.yes(),
            Ballot.no(),
            Ballot.abstain(),
            Ballot.veto(),
            Ballot.choice("A"),
            Ballot.choice("AB"),
            Ballot.ranking("A", "B"),
            Ballot.ranking("B", "A"),
            Ballot.ranking(List.of(List.of("A", "B"))),
            Ballot.ranking(List.of(List.of("A"), List.of(), List.of("B"))),
            Ballot.approval("A", "B"),
            Ballot.scores(Map.of("A", 1)),
            Ballot.scores(Map.of("A", -1)),
            Ballot.yes().because("A"));

    assertThat(ballots.stream().map(it -> HexFormat.of().formatHex(Canonical.ballot(it))))
        .doesNotHaveDuplicates();
  }

  @Test
  void aReasonGoesWithEveryBallot() {
    for (var ballot :
        List.of(
            Ballot.yes(),
            Ballot.no(),
            Ballot.abstain(),
            Ballot.veto(),
            Ballot.choice("A"),
            Ballot.ranking("A"),
            Ballot.approval("A"),
            Ballot.scores(Map.of("A", 1)))) {
      var reasoned = ballot.because("it is cheaper");

      assertThat(reasoned.reason()).isEqualTo("it is cheaper");
      assertThat(reasoned.because("")).isEqualTo(ballot);
    }
    assertRefused(
        ErrorCode.INVALID_BALLOT, "reason", () -> Ballot.yes().because("x".repeat(2_001)));
  }

  @Test
  @DisplayName("70: no participants, no options, and other questions that are none")
  void questionsThatAreNoneAreRefused() {
    refused("participants", () -> Electorate.of());
    refused("veto holder", () -> ELECTORATE.veto(AgentId.of("c")));
    refused("delegate", () -> ELECTORATE.delegating(A, AgentId.of("c")));
    refused("delegating participant", () -> ELECTORATE.delegating(AgentId.of("c"), A));
    refused("title", () -> Subject.of(A, " ", ""));
    refused("title", () -> Subject.of(A, "x".repeat(201), ""));
    refused("description", () -> Subject.of(A, "x", "x".repeat(10_001)));
    refused("priority", () -> new Subject(A, "x", "", 0));
    refused("priority", () -> new Subject(A, "x", "", 6));
    refused("nonce", () -> Proposal.of(SUBJECT, CONTEST, ELECTORATE, TERMS, "x".repeat(101)));
    refused("options", () -> Contest.yesOrNo(VotingRule.schulze()));
    refused("options", () -> Contest.between(List.of("A"), VotingRule.simpleMajority()));
    refused("options", () -> election(Collections.nCopies(1_001, "A")));
    refused("options[1]", () -> election(List.of("A", "A")));
    refused("options[0]", () -> election(List.of("")));
    refused("options[0]", () -> election(List.of("ABSTAIN")));
    refused("options[0]", () -> election(List.of("VETO")));
    refused("options[0]", () -> election(List.of("x".repeat(201))));
    refused("options[0]", () -> election(List.of("a\nb")));
    refused("options[0]", () -> election(List.of("\ud800")));
    refused("threshold", () -> VotingRule.superMajority(Fraction.ZERO));
    refused("threshold", () -> VotingRule.superMajority(Fraction.of(4, 3)));
    refused(
        "threshold",
        () -> new Majority(Kind.SUPER_MAJORITY, Fraction.ONE, Base.CAST, Strictness.MORE_THAN));
    refused("base of SIMPLE_MAJORITY", () -> VotingRule.simpleMajority().of(Base.ELIGIBLE));
    refused("base of ABSOLUTE_MAJORITY", () -> VotingRule.absoluteMajority().of(Base.CAST));
    refused("quorum", () -> Quorum.of(Fraction.of(3, 2)));
    refused("quorum", () -> Quorum.of(Fraction.of(-1)));
    refused("quorum.counting", () -> new Quorum(Fraction.HALF, Quorum.Base.WEIGHT, Set.of()));
    refused(
        "quorum.counting",
        () ->
            election(List.of("A"))
                .quorum(new Quorum(Fraction.HALF, Quorum.Base.WEIGHT, Set.of(Quorum.Voice.NO))));
    refused(
        "rule under WEIGHTED",
        () -> new VotingRule.Weighted(new VotingRule.Weighted(VotingRule.simpleMajority())));
    refused("range of scores", () -> score(5, 5));
    refused("range of scores", () -> score(0, 1_000_001));
    refused("maxSkippedRanks", () -> new Paper(Paper.Overvote.REFUSE, -2, Paper.Duplicate.SKIP));
    assertRefused(ErrorCode.INVALID_ID, "proposal id", () -> ProposalId.of("1234"));
    assertRefused(ErrorCode.INVALID_ID, "proposal id", () -> ProposalId.of("F".repeat(64)));
  }

  @Test
  @DisplayName("70: ballots of another kind than the rule asks for")
  void ballotsOfAnotherKindAreRefused() {
    var choice = Contest.between(List.of("A", "B"), new VotingRule.Plurality());
    var approval = Contest.between(List.of("A", "B"), new VotingRule.Approval());
    var score = Contest.between(List.of("A", "B"), score(0, 5));
    var ranking = Contest.between(List.of("A", "B"), VotingRule.schulze());

    invalid("choice", () -> CONTEST.check(Ballot.choice("YES"), ""));
    invalid("ranking", () -> CONTEST.check(Ballot.ranking("A"), ""));
    invalid("approve", () -> CONTEST.check(Ballot.approval("A"), ""));
    invalid("score", () -> CONTEST.check(Ballot.scores(Map.of()), ""));
    invalid("choice", () -> choice.check(Ballot.yes(), ""));
    invalid("choice", () -> choice.check(Ballot.no(), ""));
    invalid("choice", () -> choice.check(Ballot.choice("C"), ""));
    invalid("ranking", () -> choice.check(Ballot.ranking(), ""));
    invalid("ranking[0][1]", () -> choice.check(Ballot.ranking(List.of(List.of("A", "B"))), ""));
    invalid("choice", () -> approval.check(Ballot.choice("A"), ""));
    invalid("approve[1]", () -> approval.check(Ballot.approval("A", "A"), ""));
    invalid("approve[0]", () -> approval.check(Ballot.approval("C"), ""));
    invalid("score", () -> score.check(Ballot.scores(Map.of("C", 1)), ""));
    invalid("score.A", () -> score.check(Ballot.scores(Map.of("A", 6)), ""));
    invalid("score.A", () -> score.check(Ballot.scores(Map.of("A", -1)), ""));
    invalid("ranking", () -> score.check(Ballot.ranking("A"), ""));
    invalid("ranking[1][0]", () -> ranking.check(Ballot.ranking("A", "A"), ""));
    invalid("ranking[0]", () -> ranking.check(Ballot.ranking(List.of(List.of())), ""));
    ranking.check(Ballot.choice("A"), "");
    ranking.check(Ballot.ranking(), "");
    ranking.check(Ballot.abstain(), "");
  }

  @Test
  void moreBallotsThanVotersAreRefused() {
    var box = BallotBox.of(Elections.piles("2: A")).among(new Roll(Fraction.ONE, Fraction.of(9)));

    invalid("ballots", () -> Count.of(election(List.of("A")), box));
  }

  private static Contest election(List<String> options) {
    return Contest.between(options, VotingRule.schulze());
  }

  private static VotingRule score(int least, int most) {
    return new VotingRule.Score(
        least, most, VotingRule.Score.Average.SUM, VotingRule.Score.Unscored.ZERO);
  }

  private static void refused(String field, ThrowingCallable call) {
    assertRefused(ErrorCode.INVALID_PROPOSAL, field, call);
  }

  private static void invalid(String field, ThrowingCallable call) {
    assertRefused(ErrorCode.INVALID_BALLOT, field, call);
  }

  private static void assertRefused(ErrorCode code, String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            it -> {
              assertThat(it.code()).isEqualTo(code);
              assertThat(it.field()).isEqualTo(field);
            });
  }
}

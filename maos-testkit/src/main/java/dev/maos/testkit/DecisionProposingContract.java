package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.OpenAnswer.Outcome;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.StoredVote;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.TieRule;
import dev.maos.consensus.VotingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Opening votes, and reading what there is. */
abstract class DecisionProposingContract extends DecisionScene {
  private static final ProposalId UNKNOWN = ProposalId.of("0".repeat(64));

  DecisionProposingContract(DecisionStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void aVoteBeginsWithItsProposal() {
    var proposal = proposal(Terms.Ending.WHEN_CERTAIN);

    var answer = store.propose(proposal);

    assertThat(answer.outcome()).isEqualTo(Outcome.OPENED);
    assertThat(answer.log().entries())
        .singleElement()
        .isInstanceOf(LogEntry.Opened.class)
        .satisfies(entry -> assertThat(entry.sequence()).isEqualTo(LogEntry.FIRST));
    assertThat(store.read(proposal.id()).map(StoredVote::proposal)).contains(proposal);
  }

  @Test
  void theSameProposalAgainChangesNothing() {
    var proposal = opened();
    cast(proposal.id(), ANN, Ballot.yes());
    var before = log(proposal.id());
    fixture.pass(Duration.ofSeconds(1));

    var again = store.propose(proposal);

    assertThat(again.outcome()).isEqualTo(Outcome.KNOWN);
    assertThat(again.log().entries()).isEqualTo(before);
    assertThat(store.openCount()).isEqualTo(1);
  }

  @Test
  void theSameProposalAgainAfterItsEndChangesNothing() {
    var proposal = opened();
    cancel(proposal.id(), PAT);

    assertThat(store.propose(proposal).outcome()).isEqualTo(Outcome.KNOWN);
    assertThat(store.openCount()).isZero();
    assertThat(log(proposal.id())).hasSize(2);
  }

  // All that a proposal can hold comes back as it was, for its id is the hash of it.
  @Test
  void aProposalIsReadAsItWasMade() {
    var options = List.of("A", "B \u00e9", "C");
    var rules =
        List.of(
            new VotingRule.Weighted(VotingRule.rankedChoice()),
            VotingRule.schulze(),
            VotingRule.rankedPairs(),
            new VotingRule.Borda(VotingRule.Unranked.NO_OPINION),
            new VotingRule.Copeland(VotingRule.Unranked.TIED_LAST),
            new VotingRule.Plurality(),
            new VotingRule.Approval(),
            new VotingRule.Score(
                -1, 5, VotingRule.Score.Average.MEAN, VotingRule.Score.Unscored.EXCLUDED));
    for (var rule : rules) {
      var contest =
          Contest.between(options, rule)
              .ties(
                  new TieRule.PreviousRounds(),
                  new TieRule.Arbiter(AgentId.of("arbiter")),
                  new TieRule.Order(options));
      var electorate =
          Electorate.weighted(Map.of(ANN, Fraction.of(2, 3), BOB, Fraction.ONE, CYD, Fraction.ZERO))
              .veto(BOB)
              .delegating(CYD, ANN);
      var terms = new Terms(store.now().plus(OPEN), Terms.Ending.REVISABLE);
      var proposal =
          Proposal.of(new Subject(PAT, "T", "d\n\u2713", 5), contest, electorate, terms, "n");
      store.propose(proposal);

      var read = store.read(proposal.id()).orElseThrow().proposal();

      assertThat(read.canonical()).isEqualTo(proposal.canonical());
      assertThat(read.contest()).isEqualTo(contest);
      assertThat(read.electorate()).isEqualTo(electorate);
    }
  }

  @Test
  void aProposalWhoseDeadlineHasComeIsRefused() {
    var proposal = proposal(Terms.Ending.WHEN_CERTAIN);
    fixture.pass(OPEN);

    var refusal = catchThrowableOfType(MaosException.class, () -> store.propose(proposal));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_PROPOSAL);
    assertThat(store.read(proposal.id())).isEmpty();
    assertThat(store.openCount()).isZero();
  }

  @Test
  void whatWasNeverProposedIsUnknown() {
    assertThat(store.read(UNKNOWN)).isEmpty();
    assertUnknown(() -> store.entries(UNKNOWN, LogEntry.FIRST));
    assertUnknown(() -> cast(UNKNOWN, ANN, Ballot.yes()));
    assertUnknown(() -> cancel(UNKNOWN, PAT));
  }

  @Test
  void openVotesAreListedInOrderAndPageByPage() {
    var ids = new ArrayList<ProposalId>();
    for (int i = 0; i < 7; i++) {
      ids.add(opened().id());
    }
    cancel(ids.removeLast(), PAT);
    ids.sort(Comparator.naturalOrder());

    var first = store.open(Optional.empty(), 4);
    var second = store.open(Optional.of(first.getLast()), 4);

    assertThat(first).isEqualTo(ids.subList(0, 4));
    assertThat(second).isEqualTo(ids.subList(4, 6));
    assertThat(store.openCount()).isEqualTo(6);
  }

  @Test
  void theStoresTimeNeverGoesBack() {
    var proposal = opened();
    fixture.pass(Duration.ofSeconds(30));
    var before = cast(proposal.id(), ANN, Ballot.yes()).log().now();

    fixture.stepBack(Duration.ofHours(1));

    assertThat(store.now()).isAfterOrEqualTo(before);
    fixture.pass(Duration.ofSeconds(31));
    assertThat(store.now()).isAfterOrEqualTo(proposal.terms().deadline());
  }
}

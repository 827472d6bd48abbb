package dev.maos.redis.decisions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that accept any store of votes prove nothing: each of these bugs has to be caught. */
@Timeout(60)
class PlantedVoteBugsTest {
  static final List<PlantedVoteBug> BUGS =
      List.of(
          bug(
              "D1",
              "lets a vote end twice",
              "if vote.over then\n    answer = vote.over == caller",
              "if false then\n    answer = vote.over == caller",
              VoteRules::aVoteEndsOnce),
          bug(
              "D1",
              "lets whoever likes take a proposal back",
              "if vote.proposer ~= arguments[6] then",
              "if false then",
              VoteRules::onlyItsProposerTakesItBack),
          bug(
              "D2",
              "ends a vote by a verdict that misses a ballot",
              "return up_to < vote.ballot and 'incomplete' or 'done'",
              "return 'done'",
              VoteRules::aVerdictAtTheDeadlineCoversAllBallots),
          bug(
              "D3",
              "takes ballots at the deadline",
              "elseif now_ms >= vote.deadline then",
              "elseif false then",
              VoteRules::aBallotAtTheDeadlineIsLate),
          bug(
              "D3",
              "takes ballots of strangers",
              "if not vote.own then return { 'stranger', now, log_of(vote), 0 } end",
              "vote.own = vote.own or ''",
              VoteRules::aStrangerDoesNotVote),
          bug(
              "D3",
              "takes two ballots of one voter",
              "elseif sequence > 0 and not vote.revisable then",
              "elseif false then",
              VoteRules::aBallotIsFinal),
          bug(
              "D4",
              "answers before the ballot is in the log",
              "be_counted(vote)\n  append(vote, 'T', rest,",
              "be_counted(vote)\n  append({ id = vote.id, key = vote.key .. 'x', seq = vote.seq,"
                  + " entries = {} }, 'T', rest,",
              VoteRules::whatIsAcknowledgedIsInTheLog),
          bug(
              "D7",
              "does not know a ballot again",
              "if sequence > 0 and is_same(vote, who, sequence, last, revision, body) then",
              "if false then",
              VoteRules::theSameBallotAgainChangesNothing),
          bug(
              "D7",
              "opens a vote again",
              "if known then\n    return",
              "if false then\n    return",
              VoteRules::theSameProposalAgainChangesNothing),
          bug(
              "D9",
              "leaves nobody to count after the last ballot",
              "call('ZADD', K_DUE, 'NX', in_grace(), 'C' .. vote.id)",
              "",
              VoteRules::aBallotIsCountedByOthersIfNeedBe),
          bug(
              "D10",
              "leaves nobody to close a vote",
              ", arguments[3], 'D' .. id)",
              ")",
              VoteRules::theDeadlineIsAChore),
          bug(
              "D11",
              "keeps the ballots of all votes together",
              "return P .. 'v:' .. id",
              "return P .. 'v:' .. sub(id, 1, 0)",
              VoteRules::votesDoNotMix));

  private static PlantedVoteBug bug(
      String property, String name, String from, String to, VoteRules.Rule rule) {
    return new PlantedVoteBug(property, name, from, to, rule);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void itIsCaught(PlantedVoteBug bug) {
    // By the rule that it breaks, and not because the server takes no such text.
    assertThatThrownBy(() -> check(bug, bug::plantedIn)).isInstanceOf(AssertionError.class);
  }

  /** Else it might be something else that is caught. */
  @ParameterizedTest(name = "not {0}")
  @MethodSource("bugs")
  void theSameRuleHoldsWithoutTheBug(PlantedVoteBug bug) {
    check(bug, UnaryOperator.identity());
  }

  static List<PlantedVoteBug> bugs() {
    return BUGS;
  }

  private static void check(PlantedVoteBug bug, UnaryOperator<String> change) {
    try (var site = new VoteSite(VoteLibrary.patched(change))) {
      site.stopClock();
      bug.rule().check(site);
    }
  }
}

package dev.maos.consensus;

import static dev.maos.consensus.Elections.exact;
import static dev.maos.consensus.Elections.yesOrNo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.consensus.Quorum.Voice;
import dev.maos.consensus.VotingRule.Majority;
import dev.maos.consensus.VotingRule.Majority.Base;
import dev.maos.consensus.VotingRule.Majority.Kind;
import dev.maos.consensus.VotingRule.Majority.Strictness;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that pass or reject, at their edges. Y, N, A and V are voices, '-' stays away. */
class YesOrNoTest {
  @ParameterizedTest
  @CsvSource({
    "Y, PASSED",
    "N, REJECTED",
    "YN, REJECTED",
    "YNN, REJECTED",
    "YYN, PASSED",
    "YYNN, REJECTED",
    "YAAA, PASSED",
    "AAAA, REJECTED",
    "YY--, PASSED",
    "Y---, NO_QUORUM",
    "A---, NO_QUORUM",
    "----, NO_QUORUM",
    "YA--, PASSED",
    "YYYV, VETOED",
    "V---, VETOED"
  })
  void simpleMajority(String voices, String decision) {
    check(VotingRule.simpleMajority(), voices, decision);
  }

  @ParameterizedTest
  @CsvSource({
    "Y, PASSED",
    "-, NO_QUORUM",
    "YY--, REJECTED",
    "YYNN, REJECTED",
    "YYY-, PASSED",
    "YYA, PASSED",
    "YAA, REJECTED",
    "Y-, REJECTED"
  })
  void absoluteMajority(String voices, String decision) {
    check(VotingRule.absoluteMajority(), voices, decision);
  }

  @ParameterizedTest
  @CsvSource({
    "2/3, CAST, AT_LEAST, YYYYNN, PASSED",
    "2/3, CAST, MORE_THAN, YYYYNN, REJECTED",
    "2/3, CAST, AT_LEAST, YYYYNN--, PASSED",
    "2/3, ELIGIBLE, AT_LEAST, YYYYNN--, REJECTED",
    "2/3, CAST, AT_LEAST, YYNAAA, PASSED",
    "2/3, ELIGIBLE, AT_LEAST, YYNAAA, REJECTED",
    "3/4, CAST, AT_LEAST, YYYN, PASSED",
    "3/4, CAST, MORE_THAN, YYYN, REJECTED",
    "3/5, CAST, AT_LEAST, YYYNN, PASSED",
    "1, CAST, AT_LEAST, YYY, PASSED",
    "1, CAST, AT_LEAST, YYYN, REJECTED",
    "2/3, CAST, AT_LEAST, AAA, REJECTED"
  })
  void superMajority(
      String share, Base base, Strictness strictness, String voices, String decision) {
    check(new Majority(Kind.SUPER_MAJORITY, exact(share), base, strictness), voices, decision);
  }

  @ParameterizedTest
  @CsvSource({"YYY, PASSED", "YYA, REJECTED", "YY-, REJECTED", "YYN, REJECTED", "---, REJECTED"})
  void unanimous(String voices, String decision) {
    check(new VotingRule.Unanimous(), voices, decision);
  }

  @ParameterizedTest
  @CsvSource({
    "YYY, PASSED",
    "YYA, PASSED",
    "YAA, PASSED",
    "YY-, PASSED",
    "YYN, REJECTED",
    "AAA, REJECTED",
    "Y--, NO_QUORUM"
  })
  void nemCon(String voices, String decision) {
    check(new VotingRule.NemCon(), voices, decision);
  }

  @ParameterizedTest
  @CsvSource({
    "0, YES NO ABSTAIN, Y---, PASSED",
    "0, YES NO ABSTAIN, ----, REJECTED",
    "1/4, YES NO ABSTAIN, A---, REJECTED",
    "1/4, YES NO, A---, NO_QUORUM",
    "1/4, YES NO, AY--, PASSED",
    "1/2, YES, YNNN, NO_QUORUM",
    "1/2, YES, YYNN, REJECTED",
    "1/2, YES ABSTAIN, YANN, REJECTED",
    "1, YES NO ABSTAIN, YYYY, PASSED",
    "1, YES NO ABSTAIN, YYY-, NO_QUORUM"
  })
  void theQuorumCountsWhatItIsToldTo(String share, String voices, String ballots, String decision) {
    var counting = EnumSet.noneOf(Voice.class);
    for (var voice : voices.split(" ", -1)) {
      counting.add(Voice.valueOf(voice));
    }
    var quorum = new Quorum(exact(share), Quorum.Base.PARTICIPANTS, counting);

    var count = yesOrNo(Contest.yesOrNo(VotingRule.simpleMajority()).quorum(quorum), ballots);

    assertThat(count.decision().name()).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({"PARTICIPANTS, NO_QUORUM", "WEIGHT, PASSED"})
  void aQuorumIsOfHeadsOrOfWeight(Quorum.Base base, String decision) {
    var quorum = new Quorum(Fraction.HALF, base, EnumSet.allOf(Voice.class));
    var contest = Contest.yesOrNo(new VotingRule.Weighted(VotingRule.simpleMajority()));
    var heavy = new Pile(Ballot.yes(), Fraction.ONE, Fraction.of(7));
    var box = BallotBox.of(List.of(heavy)).among(new Roll(exact("3"), exact("9")));

    assertThat(Count.of(contest.quorum(quorum), box).decision().name()).isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({"YYNA--, 3/2, 2", "YN----, 1, 1", "AA----, 0, 0"})
  void theRoundSaysWhatWasNeeded(String voices, String threshold, String yes) {
    var count = yesOrNo(Contest.yesOrNo(VotingRule.simpleMajority()), voices);

    var round = count.rounds().getFirst();
    assertThat(round.threshold()).contains(exact(threshold));
    assertThat(round.of("YES")).isEqualTo(exact(yes));
    assertThat(count.turnout().needed()).isEqualTo(Fraction.of(3));
    assertThat(count.order()).isEmpty();
  }

  private static void check(VotingRule rule, String voices, String decision) {
    var count = yesOrNo(Contest.yesOrNo(rule), voices);

    assertThat(count.decision().name()).as("%s %s", rule, voices).isEqualTo(decision);
  }
}

package dev.maos.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Equals, and the chains that tell them apart. */
class TieTest {
  private static final List<String> ABC = List.of("A", "B", "C");
  private static final TieRule ARBITER = new TieRule.Arbiter(AgentId.of("arbiter"));
  private static final List<Pile> EQUAL = Elections.piles("1: A", "1: B", "1: C");

  @Test
  void anOrderElectsItsFirst() {
    var count = plurality(new TieRule.Order(List.of("B", "C", "A")));

    assertThat(count.decision()).isEqualTo(new Decision.Winner("B"));
    assertThat(count.rounds().getFirst().ties())
        .containsExactly(new Tie(ABC, List.of(new Tie.Step("ORDER", List.of("B")))));
    assertThat(count.order()).containsExactly(ABC);
  }

  @Test
  void anOrderEliminatesItsLast() {
    var contest =
        Contest.between(ABC, VotingRule.rankedChoice())
            .ties(new TieRule.Order(List.of("B", "C", "A")));

    var count = Elections.count(contest, EQUAL);

    assertThat(count.rounds().get(0).eliminated()).containsExactly("A");
    assertThat(count.rounds().get(1).eliminated()).containsExactly("C");
    assertThat(count.decision()).isEqualTo(new Decision.Winner("B"));
  }

  @Test
  void theStatusQuoElectsNobody() {
    assertThat(plurality(new TieRule.StatusQuo()).decision()).isEqualTo(new Decision.Tied(ABC));
  }

  @Test
  void aRulingThatLeavesEqualsHandsOn() {
    var contest = contest(ARBITER, new TieRule.Order(List.of("C", "B", "A")));
    var ruling = List.of(List.of("A", "B"));

    var count = Count.of(contest, BallotBox.of(EQUAL).ruled(ruling));

    assertThat(count.decision()).isEqualTo(new Decision.Winner("B"));
    assertThat(count.rounds().getFirst().ties().getFirst().steps())
        .containsExactly(
            new Tie.Step("ARBITER", List.of("A", "B")), new Tie.Step("ORDER", List.of("B")));
  }

  @Test
  void withoutARulingNobodyIsElected() {
    assertThat(plurality(ARBITER).decision()).isEqualTo(new Decision.Tied(ABC));
  }

  // Drawn once more in Python; the SHA-256 of "lot|maos|0" begins with ade4fd7645e8ed3e.
  @Test
  void aLotCanBeDrawnAgainByAnybody() {
    assertThat(LotOrder.of("maos", 5)).containsExactly(4, 3, 0, 1, 2);
    assertThat(LotOrder.of("maos", 3)).containsExactly(0, 2, 1);
  }

  @Test
  void aLotIsAnOrderOfAll() {
    var orders = new HashSet<String>();
    for (int i = 0; i < 2_000; i++) {
      var order = LotOrder.of("text" + i, 4);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3);
      orders.add(Arrays.toString(order));
    }
    assertThat(orders).hasSize(24);
  }

  @Test
  void drawsThatWouldFavourTheFirstPlacesArePassedOver() {
    // 2^64 = 3 * 6148914691236517205 + 1: the highest number has no partner.
    assertThat(LotOrder.within(-1L, 3)).isEmpty();
    assertThat(LotOrder.within(-2L, 3)).isEqualTo(OptionalInt.of(2));
    assertThat(LotOrder.within(-1L, 4)).isEqualTo(OptionalInt.of(3));
    assertThat(LotOrder.within(7, 3)).isEqualTo(OptionalInt.of(1));
  }

  @Test
  void theLotOfAProposalIsFixedByItsId() {
    var contest = contest(new TieRule.Lot());
    var lots = new HashSet<Decision>();
    for (var nonce = 'a'; nonce <= 'p'; nonce++) {
      var proposal = Samples.proposal(contest, String.valueOf(nonce));
      var decision = Count.of(proposal, Samples.casts(EQUAL), Samples.DEADLINE).decision();

      var first = LotOrder.of(proposal.id().value(), 3)[0];
      assertThat(decision).isEqualTo(new Decision.Winner(ABC.get(first)));
      lots.add(decision);
    }
    assertThat(lots).hasSize(3);
  }

  @Test
  void equalVictoriesInACircleAreLockedInTheOrderOfTheChain() {
    var circle = Elections.piles("1: A>B>C", "1: B>C>A", "1: C>A>B");

    var ordered = Elections.count(rankedPairs(new TieRule.Order(List.of("B", "A", "C"))), circle);
    var open = Elections.count(rankedPairs(new TieRule.StatusQuo()), circle);

    assertThat(ordered.decision()).isEqualTo(new Decision.Winner("B"));
    assertThat(ordered.pairings().locked())
        .extracting(Duel::one, Duel::other)
        .containsExactly(tuple("B", "C"), tuple("C", "A"));
    assertThat(open.decision()).isEqualTo(new Decision.Tied(ABC));
    assertThat(open.pairings().locked()).isEmpty();
  }

  @Test
  void equalVictoriesThatFormNoCircleNeedNoTieRule() {
    var count = Elections.count(rankedPairs(new TieRule.StatusQuo()), Elections.piles("1: A>B>C"));

    assertThat(count.decision()).isEqualTo(new Decision.Winner("A"));
    assertThat(count.rounds().getFirst().ties()).isEmpty();
    assertThat(count.pairings().locked()).hasSize(3);
  }

  @Test
  void aChainMustEnd() {
    assertThatThrownBy(() -> contest(new TieRule.PreviousRounds())).hasMessageContaining("tie[0]");
    assertThatThrownBy(() -> contest(new TieRule.Lot(), new TieRule.PreviousRounds()))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            it -> assertThat(it.code()).isEqualTo(ErrorCode.INVALID_PROPOSAL))
        .hasMessageContaining("tie[0] \"LOT\"");
    assertThatThrownBy(() -> contest()).hasMessageContaining("tie \"nothing\"");
    assertThatThrownBy(() -> contest(new TieRule.Order(List.of("A", "B"))))
        .hasMessageContaining("order \"A, B\"");
    assertThatThrownBy(() -> contest(new TieRule.Order(List.of("A", "B", "B"))))
        .hasMessageContaining("order");
  }

  private static Contest contest(TieRule... chain) {
    return Contest.between(ABC, new VotingRule.Plurality()).ties(chain);
  }

  private static Contest rankedPairs(TieRule... chain) {
    return Contest.between(ABC, VotingRule.rankedPairs()).ties(chain);
  }

  private static Count plurality(TieRule... chain) {
    return Elections.count(contest(chain), EQUAL);
  }
}

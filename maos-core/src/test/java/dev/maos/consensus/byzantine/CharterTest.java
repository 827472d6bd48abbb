package dev.maos.consensus.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.TieRule;
import dev.maos.consensus.VotingRule;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharterTest {
  @ParameterizedTest
  @CsvSource({"4, 1, 3", "5, 1, 4", "6, 1, 4", "7, 2, 5", "8, 2, 6", "10, 3, 7", "100, 33, 67"})
  void quorumsShareAnHonestMember(int size, int faults, int quorum) {
    var charter = new Town(size).charter;

    assertThat(charter.faults()).isEqualTo(faults);
    assertThat(charter.quorum()).isEqualTo(quorum);
    assertThat(2 * quorum - size).isGreaterThan(faults);
    assertThat(quorum).isLessThanOrEqualTo(size - faults);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 101})
  void tooFewOrTooManyAreRefused(int size) {
    assertThatThrownBy(() -> new Town(size))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("members \"" + size + "\"")
        .hasMessageContaining("4 to 100; with fewer than 4 nobody may lie");
  }

  @Test
  void twoMembersMayNotShareAKey() {
    var keys = new TreeMap<>(new Town(4).charter.keys());
    keys.put(AgentId.of("member9"), keys.firstEntry().getValue());

    assertThatThrownBy(() -> Charter.of(keys))
        .hasMessageContaining("key of member9")
        .hasMessageContaining("another one than that of member0");
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatThrownBy(() -> MemberKey.parse("abc")).hasMessageContaining("64 hexadecimal digits");
    var town = new Town(4);
    var keys = new TreeMap<>(town.charter.keys());
    keys.put(AgentId.of("member9"), MemberKey.of(new byte[32]));

    assertThatThrownBy(() -> new CertificateCheck(Charter.of(keys), town.keys))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PUBLIC_KEY))
        .hasMessageContaining("the key of member9 is none");
  }

  @Test
  void aSeatIsForItsOwnKeyOnly() {
    var town = new Town(4);
    var agenda = town.agenda(1, 1_000, "a");
    var wrong = new Member(town.members.get(0), town.hand(town.members.get(1)), town.keys);
    var nobody = new Member(AgentId.of("nobody"), town.hand(town.members.get(1)), town.keys);

    assertThatThrownBy(() -> new Seat(agenda, wrong, Memory.blank(), Standing.MEMBER))
        .hasMessageContaining("knows member0 by another key");
    assertThatThrownBy(() -> new Seat(agenda, nobody, Memory.blank(), Standing.MEMBER))
        .hasMessageContaining("\"nobody\" is not allowed");
  }

  @Test
  void aCharterIsReadAsItWasWritten() {
    var charter = new Town(5).charter;
    var next = charter.successor(new Town(7).charter.keys());

    assertThat(Charter.read(next.canonical())).isEqualTo(next);
    assertThat(next.epoch()).isEqualTo(2);
    assertThat(next.predecessor()).isEqualTo(charter.id());
  }

  @Test
  void everybodyLeadsInTurn() {
    var town = new Town(7);
    var agenda = town.agenda(1, 1_000, "a");
    var leaders = new HashSet<AgentId>();
    for (int round = 0; round < 7; round++) {
      leaders.add(agenda.leader(round));
    }

    assertThat(leaders).containsExactlyInAnyOrderElementsOf(town.members);
    assertThat(agenda.leader(Integer.MAX_VALUE)).isIn(town.members);
  }

  @Test
  void onlyMembersVoteOnAnAgenda() {
    var town = new Town(4);
    var stranger = AgentId.of("stranger");

    assertThatThrownBy(
            () -> agenda(town, Electorate.of(stranger), Terms.until(Town.START.plusSeconds(1))))
        .hasMessageContaining("voter \"stranger\"");
  }

  @Test
  void whatCannotBeSignedOnceIsRefused() {
    var town = new Town(4);
    var all = Electorate.of(town.members);
    var revisable = new Terms(Town.START.plusSeconds(1), Terms.Ending.REVISABLE);

    assertThatThrownBy(() -> agenda(town, all, revisable)).hasMessageContaining("REVISABLE");
    assertThatThrownBy(() -> agenda(town, all, Terms.until(Town.START)))
        .hasMessageContaining("a time before the deadline");
    assertThatThrownBy(() -> Agenda.of(town.charter, List.of(), Town.START))
        .hasMessageContaining("1 to 64");
  }

  @Test
  void thereIsNoArbiterOfTies() {
    var town = new Town(4);
    var contest =
        Contest.between(List.of("a", "b"), new VotingRule.Plurality())
            .ties(new TieRule.Arbiter(AgentId.of("judge")), new TieRule.StatusQuo());
    var proposal =
        Proposal.of(
            Subject.of(AgentId.of("p"), "Which?", ""),
            contest,
            Electorate.of(town.members),
            Terms.until(Town.START.plusSeconds(1)),
            "");

    assertThatThrownBy(() -> Agenda.of(town.charter, List.of(proposal), Town.START))
        .hasMessageContaining("a chain without an arbiter");
  }

  private static Agenda agenda(Town town, Electorate electorate, Terms terms) {
    var proposal =
        Proposal.of(
            Subject.of(AgentId.of("p"), "Do we?", ""),
            Contest.yesOrNo(VotingRule.simpleMajority()),
            electorate,
            terms,
            "");
    return Agenda.of(town.charter, List.of(proposal), Town.START);
  }
}

package dev.maos.consensus.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {
  private static final String ONE = "1".repeat(64);
  private static final String OTHER = "2".repeat(64);

  private final Town town = new Town(4);
  private final Agenda agenda = town.agenda(1, 60_000, "a");
  private final AgentId member = town.members.getFirst();
  private final Watch watch = new Watch();

  private Signed<?> says(Statement statement) {
    return town.sign(member, agenda, statement);
  }

  private boolean isCaught(Statement one, Statement other) {
    watch.see(says(one));
    watch.see(says(other));
    var all = watch.all();
    assertThat(all).allMatch(it -> it.holds(agenda, town.keys) && it.liar().equals(member));
    return !all.isEmpty();
  }

  @Test
  void twoBallotsAreALie() {
    assertThat(isCaught(Agenda.paper(Ballot.yes()), Agenda.paper(Ballot.no()))).isTrue();
  }

  @Test
  void twoProposalsOfOneRoundAreALie() {
    assertThat(isCaught(new Statement.Propose(1, ONE), new Statement.Propose(1, OTHER))).isTrue();
  }

  @Test
  void twoPreparesOfOneRoundAreALie() {
    assertThat(isCaught(new Statement.Prepare(1, ONE), new Statement.Prepare(1, OTHER))).isTrue();
  }

  @Test
  void twoCommitsOfOneRoundAreALie() {
    assertThat(isCaught(new Statement.Commit(1, ONE), new Statement.Commit(1, OTHER))).isTrue();
  }

  @Test
  void twoReportsOfOneRoundAreALie() {
    assertThat(isCaught(new Statement.RoundChange(3, 1, ONE), new Statement.RoundChange(3, -1, "")))
        .isTrue();
  }

  @Test
  void toCommitAndThenHideTheLockIsALie() {
    assertThat(isCaught(new Statement.Commit(1, ONE), new Statement.RoundChange(3, -1, "")))
        .isTrue();
  }

  @Test
  void toReportAnotherLockThanTheOneCommittedIsALie() {
    assertThat(isCaught(new Statement.RoundChange(3, 1, OTHER), new Statement.Commit(1, ONE)))
        .isTrue();
  }

  @Test
  void aLaterLockIsNone() {
    assertThat(isCaught(new Statement.Commit(1, ONE), new Statement.RoundChange(3, 2, OTHER)))
        .isFalse();
  }

  @Test
  void anotherRoundIsNone() {
    assertThat(isCaught(new Statement.Prepare(1, ONE), new Statement.Prepare(2, OTHER))).isFalse();
  }

  @Test
  void theSameTwiceIsNoneHoweverItIsSigned() {
    var once = town.sign(member, agenda, Agenda.paper(Ballot.yes()));

    watch.see(once);
    watch.see(once);
    watch.see(ToyKeys.rewritten(once));

    assertThat(watch.all()).isEmpty();
    assertThat(new Evidence(once, ToyKeys.rewritten(once)).holds(agenda, town.keys)).isFalse();
  }

  @Test
  void wordsOfAnotherAgendaAreNoEvidence() {
    var other = town.agenda(1, 60_000, "b");
    var here = town.sign(member, agenda, Agenda.paper(Ballot.yes()));
    var there = town.sign(member, other, Agenda.paper(Ballot.no()));

    assertThat(new Evidence(here, there).holds(agenda, town.keys)).isFalse();
    assertThat(new Evidence(here, there).holds(other, town.keys)).isFalse();
  }

  // B11: with more than f liars there can be two certificates; then they name who signed both.
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 7, 10})
  void twoCertificatesOfOneRoundNameTheLiars(int size) {
    var committee = new Town(size);
    var question = committee.agenda(1, 60_000, "a");
    int quorum = committee.charter.quorum();
    var one = certificate(committee, question, Ballot.yes(), committee.members.subList(0, quorum));
    var other =
        certificate(
            committee, question, Ballot.no(), committee.members.subList(size - quorum, size));
    var check = new CertificateCheck(committee.charter, committee.keys);
    check.verify(one);
    check.verify(other);

    Set<AgentId> liars = new HashSet<>();
    for (var evidence : one.liarsTogetherWith(other)) {
      assertThat(evidence.holds(question, committee.keys)).isTrue();
      liars.add(evidence.liar());
    }

    assertThat(liars).hasSize(2 * quorum - size).hasSizeGreaterThan(committee.charter.faults());
  }

  private static Certificate certificate(
      Town town, Agenda agenda, Ballot ballot, List<AgentId> members) {
    var set =
        BallotSet.of(
            members.stream().map(it -> town.sign(it, agenda, Agenda.paper(ballot))).toList());
    var judgement = agenda.judge(set);
    var commit = new Statement.Commit(0, judgement.digest());
    var commits = members.stream().map(it -> town.sign(it, agenda, commit)).toList();
    return new Certificate(agenda, set, judgement.decisions(), 0, commits);
  }
}

package dev.maos.consensus.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CertificateTest {
  private final Town town = new Town(4);
  private final Agenda agenda = town.agenda(1, 60_000, "a");
  private final CertificateCheck check = new CertificateCheck(town.charter, town.keys);

  private Certificate certificate(int papers, int commits) {
    var set = set(papers);
    return new Certificate(agenda, set, agenda.judge(set).decisions(), 2, commits(set, commits));
  }

  private BallotSet set(int papers) {
    return BallotSet.of(
        town.members.subList(0, papers).stream()
            .map(it -> town.sign(it, agenda, Agenda.paper(Ballot.yes())))
            .toList());
  }

  private List<Signed<Statement.Commit>> commits(BallotSet set, int many) {
    var commit = new Statement.Commit(2, agenda.judge(set).digest());
    return town.members.subList(0, many).stream().map(it -> town.sign(it, agenda, commit)).toList();
  }

  private void refused(Certificate certificate, String why) {
    assertThatThrownBy(() -> check.verify(CertificateCheck.write(certificate)))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CERTIFICATE))
        .hasMessageContaining(why);
  }

  @Test
  void whatAQuorumSignedIsTrue() {
    var certificate = certificate(3, 3);

    var read = check.verify(CertificateCheck.write(certificate));

    assertThat(read).isEqualTo(certificate);
    assertThat(read.decisions()).containsExactly(new Decision.Passed());
    assertThat(read.omitted()).containsExactly(town.members.getLast());
  }

  @Test
  void everyBitMatters() {
    var bytes = CertificateCheck.write(certificate(3, 3));
    // The last byte of a toy signature means nothing; those of real ones are in VoterKeysTest.
    int meaningless = 0;

    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      var changed = bytes.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      try {
        check.verify(changed);
        meaningless++;
      } catch (MaosException refused) {
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CERTIFICATE);
        assertThat(refused.getMessage()).hasSizeGreaterThan(30);
      }
    }

    assertThat(meaningless).isEqualTo((3 + 3) * Byte.SIZE);
  }

  @Test
  void nothingMayBeMissingOrFollow() {
    var bytes = CertificateCheck.write(certificate(3, 3));

    for (int length = 0; length < bytes.length; length++) {
      var part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> check.verify(part)).isInstanceOf(MaosException.class);
    }
    assertThatThrownBy(() -> check.verify(Arrays.copyOf(bytes, bytes.length + 1)))
        .hasMessageContaining("goes on behind its end");
  }

  @Test
  void fewerThanAQuorumProveNothing() {
    refused(certificate(3, 2), "2 members signed it, and 3 of 4 are needed");
  }

  @Test
  void oneMemberCountsOnce() {
    var good = certificate(3, 3);
    var commits = new ArrayList<>(good.commits().subList(0, 2));
    commits.add(commits.getLast());

    refused(
        new Certificate(agenda, good.set(), good.decisions(), good.round(), commits),
        "not in order, or there twice");
  }

  @Test
  void aBallotMoreOrLessIsAnotherDecision() {
    var good = certificate(3, 3);

    refused(
        new Certificate(agenda, set(4), good.decisions(), good.round(), good.commits()),
        "under its commit is false");
  }

  @Test
  void theDecisionIsCountedAgain() {
    var good = certificate(3, 3);

    refused(
        new Certificate(
            agenda, good.set(), List.of(new Decision.Rejected()), good.round(), good.commits()),
        "come to [Passed[]], not to [Rejected[]]");
  }

  @Test
  void aBallotThatNobodySignedIsRefused() {
    var papers = new ArrayList<>(set(3).papers());
    var first = papers.getFirst();
    papers.set(0, new Signed<>(first.signer(), Agenda.paper(Ballot.no()), first.signature()));
    var set = new BallotSet(papers);

    refused(
        new Certificate(agenda, set, agenda.judge(set).decisions(), 2, commits(set, 3)),
        "the signature of member0 under its ballot is false");
  }

  @Test
  void whatWasSaidOfAnotherAgendaIsRefused() {
    var other = town.agenda(1, 60_000, "b");
    var good = certificate(3, 3);

    refused(
        new Certificate(other, good.set(), good.decisions(), good.round(), good.commits()),
        "under its ballot is false");
  }

  @Test
  void anotherCommitteeProvesNothingHere() {
    var later = town.charter.successor(new TreeMap<>(town.charter.keys()));
    var strangers = new CertificateCheck(later, town.keys);

    assertThatThrownBy(() -> strangers.verify(CertificateCheck.write(certificate(3, 3))))
        .hasMessageContaining("in epoch 1, not of")
        .hasMessageContaining("in epoch 2");
  }

  @Test
  void aCertificateTellsWhomItLeavesOut() {
    assertThat(certificate(4, 3).omitted()).isEmpty();
    assertThat(certificate(3, 3).omitted()).containsExactly(town.members.get(3));
  }
}

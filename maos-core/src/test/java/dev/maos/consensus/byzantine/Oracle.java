package dev.maos.consensus.byzantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Sees everything, and says which promise was broken. */
final class Oracle {
  private final Town town;
  private final Agenda agenda;
  private final Set<AgentId> liars;
  private final int quorum;
  private final Map<AgentId, Statement.Paper> cast = new HashMap<>();
  private final Map<String, Statement> said = new HashMap<>();
  private final Map<Statement.Commit, Set<AgentId>> commits = new HashMap<>();
  private final List<Certificate> certificates = new ArrayList<>();
  private int lockedFrom = Integer.MAX_VALUE;
  private String locked = "";

  Oracle(Town town, Agenda agenda, Set<AgentId> liars) {
    this.town = town;
    this.agenda = agenda;
    this.liars = liars;
    int n = town.members.size();
    // Written in another way than in the charter: two groups of so many share more than f members.
    int enough = 1;
    while (2 * enough - n <= (n - 1) / 3) {
      enough++;
    }
    this.quorum = enough;
  }

  void cast(AgentId member, Statement.Paper paper) {
    cast.put(member, paper);
  }

  /** An honest member sent this. */
  void sent(AgentId member, Letter letter) {
    switch (letter) {
      case Letter.Papers(var papers) -> papers.forEach(paper -> said(member, paper));
      case Letter.Proposed(var proposal, _, _) -> said(member, proposal);
      case Letter.Prepared(var prepare) -> {
        said(member, prepare);
        keepsTheLock(prepare);
      }
      case Letter.Committed(var commit) -> {
        said(member, commit);
        committed(commit);
      }
      case Letter.Changed(var report, _) -> said(member, report.change());
      case Letter.Accused(var evidence) -> accused(evidence);
      case Letter.Ended _ -> {}
    }
  }

  private void said(AgentId member, Signed<?> signed) {
    if (!signed.signer().equals(member)) {
      return;
    }
    var statement = signed.statement();
    var before = said.putIfAbsent(member + statement.kind() + statement.round(), statement);
    assertThat(statement)
        .as("B10: %s says one thing", member)
        .isEqualTo(before == null ? statement : before);
  }

  private void committed(Signed<Statement.Commit> commit) {
    var signers = commits.computeIfAbsent(commit.statement(), it -> new HashSet<>(liars));
    signers.add(commit.signer());
    if (signers.size() >= quorum) {
      var digest = commit.statement().digest();
      assertThat(digest)
          .as("B1: what can be shown as agreed")
          .isEqualTo(locked.isEmpty() ? digest : locked);
      locked = digest;
      lockedFrom = Math.min(lockedFrom, commit.statement().round());
    }
  }

  private void keepsTheLock(Signed<Statement.Prepare> prepare) {
    if (prepare.statement().round() > lockedFrom) {
      assertThat(prepare.statement().digest()).as("B6: what may be prepared").isEqualTo(locked);
    }
  }

  void accused(Evidence evidence) {
    assertThat(liars).as("B8: who may be accused").contains(evidence.liar());
    assertThat(evidence.holds(agenda, town.keys)).as("B8: evidence holds").isTrue();
  }

  /** An honest member says that this is agreed, before the deadline by all clocks or not. */
  void ended(Certificate certificate, boolean early) {
    assertThat(!early || agenda.judge(certificate.set()).decisive())
        .as("no end while missing ballots count")
        .isTrue();
    var bytes = CertificateCheck.write(certificate);
    var read = new CertificateCheck(town.charter, town.keys).verify(bytes);
    assertThat(read).as("B2: the certificate that was written").isEqualTo(certificate);
    assertThat(signers(certificate)).as("B3: signers").hasSizeGreaterThanOrEqualTo(quorum);
    omitsFew(certificate);
    certificates.add(certificate);
    assertThat(certificates.getFirst().agreesWith(certificate)).as("B1: one end").isTrue();
  }

  private static Set<AgentId> signers(Certificate certificate) {
    var signers = new TreeSet<AgentId>();
    certificate.commits().forEach(commit -> signers.add(commit.signer()));
    return signers;
  }

  private void omitsFew(Certificate certificate) {
    int omitted = 0;
    for (var paper : certificate.set().papers()) {
      if (!liars.contains(paper.signer())) {
        assertThat(paper.statement())
            .as("B5: %s voted", paper.signer())
            .isEqualTo(cast.get(paper.signer()));
      }
    }
    for (var voter : cast.keySet()) {
      if (certificate.set().of(voter).isEmpty()) {
        omitted++;
        assertThat(certificate.omitted()).as("B4: it is listed").contains(voter);
      }
    }
    assertThat(omitted)
        .as("B4: honest ballots omitted")
        .isLessThanOrEqualTo(town.members.size() - quorum);
  }
}

package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VotingRule;
import dev.maos.consensus.byzantine.Agenda;
import dev.maos.consensus.byzantine.CertificateCheck;
import dev.maos.consensus.byzantine.Charter;
import dev.maos.consensus.byzantine.CouncilNews;
import dev.maos.consensus.byzantine.Councillor;
import dev.maos.consensus.byzantine.CouncillorOptions;
import dev.maos.consensus.byzantine.Member;
import dev.maos.consensus.byzantine.MemberKey;
import dev.maos.consensus.byzantine.Notebook;
import dev.maos.security.votes.VoterKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A certificate of a committee of four, of whom three took part, verified offline. */
@Timeout(60)
class CertificateReportTest {
  private static final TimeSource TIME = TimeSource.system();
  private static final List<String> NAMES = List.of("ann", "bob", "cyd", "dan");

  private final TestTerminal alone = TestTerminal.plain(Map.of());
  @TempDir private Path directory;

  private Charter charter;
  private Agenda agenda;
  private byte[] certificate;

  @BeforeEach
  void agree() throws Exception {
    var keys = new TreeMap<AgentId, VoterKeys>();
    NAMES.forEach(it -> keys.put(AgentId.of(it), VoterKeys.generate(new SecureRandom())));
    var open = new TreeMap<AgentId, MemberKey>();
    keys.forEach((member, pair) -> open.put(member, pair.key()));
    charter = Charter.of(open);
    try (var maos = Maos.open("memory:")) {
      var awake = new ArrayList<Councillor>();
      for (var self : charter.members().subList(0, 3)) {
        awake.add(
            maos.councillor(
                charter,
                new Member(self, keys.get(self), VoterKeys.verifier()),
                Notebook.inMemory(TIME),
                CouncillorOptions.defaults(),
                CouncilNews.none()));
      }
      agenda = agenda();
      for (var each : awake) {
        each.join(agenda);
        each.vote(agenda, Ballot.yes());
      }
      var end = awake.getFirst().await(agenda, Duration.ofSeconds(30)).orElseThrow();
      certificate = CertificateCheck.write(end);
      awake.forEach(Councillor::close);
    }
  }

  private Agenda agenda() {
    var now = TIME.now();
    var proposal =
        Proposal.of(
            Subject.of(AgentId.of("ann"), "Deploy it?", ""),
            Contest.yesOrNo(VotingRule.simpleMajority()),
            Electorate.of(charter.members()),
            Terms.until(now.plusSeconds(60)),
            "");
    return Agenda.of(charter, List.of(proposal), now);
  }

  private String file(byte[] bytes) throws Exception {
    return Files.write(directory.resolve("vote.certificate"), bytes).toString();
  }

  @Test
  void itIsVerifiedWithoutAServer() throws Exception {
    int code = alone.run("vote", "verify", file(certificate), "--committee", charter.id());

    assertThat(code).as(alone.err()).isZero();
    assertThat(alone.out().lines())
        .containsExactly(
            "agenda     " + agenda.id(),
            "committee  " + charter.id(),
            "members    4, of whom 1 may lie; epoch 1",
            "signed by  ann, bob, cyd",
            "left out   dan",
            "title      Deploy it?",
            "",
            "SIMPLE_MAJORITY: 3 of 4 voted",
            "  OPTION   VOTES",
            "  YES          3",
            "  NO           0",
            "  ABSTAIN      0",
            "  needed: more than 1.5",
            "",
            "VOTER  WEIGHT  BALLOT  REASON",
            "ann         1  YES",
            "bob         1  YES",
            "cyd         1  YES",
            "",
            "verified: passed");
  }

  @Test
  void withoutACommitteeTheReaderHasToCompare() throws Exception {
    alone.run("vote", "verify", file(certificate));

    assertThat(alone.out()).contains("Whether this is the committee that you trust, compare.");
  }

  @Test
  void anotherCommitteeIsNotBelieved() throws Exception {
    int code = alone.run("vote", "verify", file(certificate), "--committee", "0".repeat(64));

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(alone.err()).contains("it is of the committee " + charter.id());
    assertThat(alone.out()).isEmpty();
  }

  @Test
  void aChangedOneIsRefusedWithTheReason() throws Exception {
    var changed = certificate.clone();
    changed[changed.length - 1] ^= 1;

    int code = alone.run("vote", "verify", file(changed));

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(alone.err()).contains("the signature of cyd under its commit is false");
  }

  @Test
  void itIsAnObjectForPrograms() throws Exception {
    alone.run("vote", "verify", file(certificate), "--json");

    assertThat(alone.out())
        .contains("\"good\":true", "\"committee\":\"" + charter.id(), "\"outcome\":\"PASSED\"");
  }

  @Test
  void programsLearnTheRuleTheCountsAndWhoSaidWhat() throws Exception {
    alone.run("vote", "verify", file(certificate), "--json");

    assertThat(alone.out())
        .contains("\"rule\":\"SIMPLE_MAJORITY\",\"parameters\":{\"quorum\":{\"share\":\"1/2\"")
        .contains("\"cast\":3", "\"tally\":{\"YES\":3,\"NO\":0,\"ABSTAIN\":0}")
        .contains("\"ballots\":[{\"voter\":\"ann\",\"weight\":1,\"choice\":\"YES\"},")
        // It does not say when.
        .doesNotContain("\"at\"", "\"dan\",\"weight\"");
  }

  @Test
  void aRootIsForExports() throws Exception {
    int code = alone.run("vote", "verify", file(certificate), "--root", "0".repeat(64));

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(alone.err()).contains("only for exports of votes");
  }
}

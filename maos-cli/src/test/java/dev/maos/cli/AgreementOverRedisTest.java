package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VotingRule;
import dev.maos.consensus.byzantine.Agenda;
import dev.maos.consensus.byzantine.Certificate;
import dev.maos.consensus.byzantine.CertificateCheck;
import dev.maos.consensus.byzantine.Charter;
import dev.maos.consensus.byzantine.MemberKey;
import dev.maos.consensus.byzantine.Notebook;
import dev.maos.security.votes.VoterKeys;
import dev.maos.testkit.redis.RedisServer;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members as processes with notebooks on disk, a real server between them, and real kills. */
@Timeout(300)
class AgreementOverRedisTest {
  private static final List<String> NAMES = List.of("ann", "bob", "cyd", "dan");
  private static final List<String> AWAKE = NAMES.subList(0, 3);

  @AutoClose private final RedisServer redis = RedisServer.start();
  @TempDir private Path folder;

  private final Map<String, Process> processes = new HashMap<>();
  private final Map<String, BufferedReader> lines = new HashMap<>();
  private Charter charter;
  private Agenda agenda;

  @BeforeEach
  void call() throws Exception {
    var open = new TreeMap<AgentId, MemberKey>();
    for (var name : NAMES) {
      var keys = VoterKeys.generate(new SecureRandom());
      Files.write(folder.resolve(name + ".secret"), keys.secret().bytes());
      open.put(AgentId.of(name), keys.key());
      // It exists before the agenda does, or its member would have to keep quiet.
      Notebook.inFolder(folder.resolve(name + ".notebook"), TimeSource.system());
    }
    charter = Charter.of(open);
    var now = TimeSource.system().now();
    var proposal =
        Proposal.of(
            Subject.of(AgentId.of("ann"), "Deploy it?", ""),
            Contest.yesOrNo(VotingRule.superMajority()),
            Electorate.of(charter.members()),
            Terms.until(now.plus(Duration.ofMinutes(5))),
            "");
    agenda = Agenda.of(charter, List.of(proposal), now);
    Files.write(folder.resolve("agenda"), agenda.canonical());
  }

  @AfterEach
  void end() {
    processes.values().forEach(Process::destroyForcibly);
  }

  private void start(String name, String vote) throws Exception {
    var process =
        CommandProcess.of(
                CouncillorProcess.class, Map.of(), redis.uri(), folder.toString(), name, vote)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.put(name, process);
    lines.put(name, process.inputReader());
  }

  private String says(String name) throws Exception {
    return Objects.requireNonNull(lines.get(name)).readLine();
  }

  private void kill(String name) throws Exception {
    Objects.requireNonNull(processes.get(name)).destroyForcibly().waitFor();
  }

  // Three are a quorum of four, and dan says nothing: without those who are killed nothing ends.
  @Test
  void whoIsKilledKeepsItsWordAndAllAgree() throws Exception {
    start("ann", "YES");
    start("bob", "YES");
    assertThat(says("ann")).isEqualTo("voted");
    assertThat(says("bob")).isEqualTo("voted");
    kill("ann");

    start("ann", "NO");
    start("cyd", "YES");
    assertThat(says("ann")).isEqualTo("VOTE_REJECTED");
    assertThat(says("cyd")).isEqualTo("voted");
    // Wherever it is by now, between the ballots and the end.
    kill("bob");
    start("bob", "NO");
    assertThat(says("bob")).isEqualTo("VOTE_REJECTED");

    for (var name : AWAKE) {
      assertThat(says(name)).isEqualTo("agreed");
    }
    var certificates = certificates();
    assertThat(certificates).allMatch(it -> it.agreesWith(certificates.getFirst()));
    assertThat(certificates.getFirst().decisions()).containsExactly(new Decision.Passed());
    assertThat(certificates.getFirst().omitted()).containsExactly(AgentId.of("dan"));
  }

  private List<Certificate> certificates() throws Exception {
    var check = new CertificateCheck(charter, VoterKeys.verifier());
    var all = new ArrayList<Certificate>();
    for (var name : AWAKE) {
      all.add(check.verify(Files.readAllBytes(folder.resolve(name + ".certificate"))));
    }
    return all;
  }
}

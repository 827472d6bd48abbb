package dev.maos.bench;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Ballot;
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
import dev.maos.consensus.byzantine.CouncilNews;
import dev.maos.consensus.byzantine.Councillor;
import dev.maos.consensus.byzantine.CouncillorOptions;
import dev.maos.consensus.byzantine.Member;
import dev.maos.consensus.byzantine.MemberKey;
import dev.maos.consensus.byzantine.Notebook;
import dev.maos.consensus.byzantine.Statement;
import dev.maos.security.votes.VoterKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Five members that agree on whatever they are asked. */
final class Council implements AutoCloseable {
  private static final int MEMBERS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final TimeSource TIME = TimeSource.system();

  private final ByzantineScenario scenario;
  private final int questions;
  private final Maos maos = Maos.open("memory:");
  private final Charter charter;
  private final List<Councillor> councillors = new ArrayList<>();
  private final CertificateCheck check;
  private byte[] certificate = new byte[0];
  private final AtomicLong asked = new AtomicLong();

  private Council(ByzantineScenario scenario) {
    this.scenario = scenario;
    this.questions = scenario == ByzantineScenario.BYZANTINE_OF_5_BATCHED ? Agenda.MOST : 1;
    var keys = new TreeMap<AgentId, VoterKeys>();
    for (int i = 1; i <= MEMBERS; i++) {
      keys.put(AgentId.of("voter-" + i), VoterKeys.generate(new SecureRandom()));
    }
    var open = new TreeMap<AgentId, MemberKey>();
    keys.forEach((member, pair) -> open.put(member, pair.key()));
    this.charter = Charter.of(open);
    keys.forEach((member, pair) -> councillors.add(councillor(member, pair)));
    this.check = new CertificateCheck(charter, VoterKeys.verifier());
  }

  static Council of(ByzantineScenario scenario) throws InterruptedException {
    var council = new Council(scenario);
    if (scenario == ByzantineScenario.VERIFY_CERTIFICATE) {
      var agenda = council.ask();
      council.certificate = CertificateCheck.write(council.end(agenda));
    }
    return council;
  }

  private Councillor councillor(AgentId self, VoterKeys keys) {
    return maos.councillor(
        charter,
        new Member(self, keys, VoterKeys.verifier()),
        Notebook.inMemory(TIME),
        CouncillorOptions.defaults(),
        CouncilNews.none());
  }

  /** How many decisions it came to, or certificates it verified. */
  long once() throws InterruptedException {
    if (scenario == ByzantineScenario.VERIFY_CERTIFICATE) {
      check.verify(certificate);
      return 1;
    }
    end(ask());
    return questions;
  }

  private Agenda ask() {
    var agenda = agenda();
    var paper = Statement.Paper.of(Collections.nCopies(questions, Ballot.yes()));
    councillors.getFirst().open(agenda);
    for (var councillor : councillors) {
      // Its own copy, as if it were in a process of its own: nobody counts for another.
      councillor.join(Agenda.read(agenda.canonical()));
      councillor.vote(agenda, paper);
    }
    return agenda;
  }

  private Agenda agenda() {
    var now = TIME.now();
    var proposals = new ArrayList<Proposal>();
    for (int i = 0; i < questions; i++) {
      proposals.add(
          Proposal.of(
              Subject.of(charter.members().getFirst(), "Deploy the new model?", ""),
              Contest.yesOrNo(VotingRule.simpleMajority()),
              Electorate.of(charter.members()),
              Terms.until(now.plus(Duration.ofHours(1))),
              Long.toString(asked.incrementAndGet())));
    }
    return Agenda.of(charter, proposals, now);
  }

  private Certificate end(Agenda agenda) throws InterruptedException {
    for (var councillor : councillors) {
      var end =
          councillor
              .await(agenda, PATIENCE)
              .orElseThrow(() -> new BenchFailedException(scenario.id() + ": no end in 20 s"));
      if (!end.decisions().stream().allMatch(Decision.Passed.class::isInstance)) {
        throw new BenchFailedException(scenario.id() + ": came to " + end.decisions());
      }
    }
    return councillors.getFirst().certificate(agenda).orElseThrow();
  }

  @Override
  public void close() {
    councillors.forEach(Councillor::close);
    maos.close();
  }
}

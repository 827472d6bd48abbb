package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.cli.demo.DemoReport.Agreement;
import dev.maos.cli.demo.DemoReport.FileScore;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
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
import dev.maos.consensus.byzantine.Evidence;
import dev.maos.consensus.byzantine.Member;
import dev.maos.consensus.byzantine.MemberKey;
import dev.maos.consensus.byzantine.Notebook;
import dev.maos.consensus.byzantine.Statement;
import dev.maos.security.votes.VoterKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Puts the worst files to the same reviewers as to a committee whose members need not trust one
 * another, nor the bus. One of them lies: it sits in two seats, and says in one the opposite of
 * what it says in the other. They agree nevertheless, and its two signed papers name it. For one
 * question.
 */
final class Committee {
  private static final int FILES = 3;
  private static final Duration NEXT_MILLISECOND = Duration.ofMillis(2);
  private static final Duration OPEN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration EVIDENCE = Duration.ofSeconds(10);

  private final Maos maos;
  private final TimeSource time;
  private final Map<AgentId, Fraction> weights;
  private final Map<AgentId, VoterKeys> keys = new TreeMap<>();
  private final Set<AgentId> named = new ConcurrentSkipListSet<>();
  private final CountDownLatch somebodyNamed = new CountDownLatch(1);

  /** A committee of these voters, who get their keys here. */
  Committee(Maos maos, TimeSource time, Map<AgentId, Fraction> weights) {
    this.maos = maos;
    this.time = time;
    this.weights = weights;
    var random = new SecureRandom();
    weights.keySet().forEach(voter -> keys.put(voter, VoterKeys.generate(random)));
  }

  /**
   * Agrees on the worst of these files; on none if there are too few members for one of them to
   * lie, or no file.
   *
   * @param lot chooses who lies
   */
  Optional<Agreement> agree(List<FileScore> worst, Collection<Review> reviews, long lot)
      throws InterruptedException {
    if (weights.size() < Charter.FEWEST || worst.isEmpty()) {
      return Optional.empty();
    }
    var open = new TreeMap<AgentId, MemberKey>();
    keys.forEach((member, pair) -> open.put(member, pair.key()));
    var charter = Charter.of(open);
    var liar = charter.members().get((int) Math.floorMod(lot, (long) charter.members().size()));
    var files = worst.subList(0, Math.min(FILES, worst.size()));
    var seats = new ArrayList<Councillor>();
    try {
      for (var member : charter.members()) {
        seats.add(seat(charter, member, member.equals(liar)));
      }
      var twin = seat(charter, liar, true);
      seats.add(twin);
      // Whose notebook is younger than an agenda keeps quiet in it: it may have forgotten
      // something.
      time.sleep(NEXT_MILLISECOND);
      var agenda = agenda(charter, files);
      seats.forEach(seat -> seat.join(agenda));
      twin.vote(agenda, opposite(paper(liar, files, reviews)));
      for (var seat : seats.subList(0, charter.members().size())) {
        seat.vote(agenda, paper(seat.self(), files, reviews));
      }
      return Optional.of(report(agenda, files, liar, certificate(agenda, seats, liar)));
    } finally {
      seats.forEach(Councillor::close);
    }
  }

  private Councillor seat(Charter charter, AgentId member, boolean lies) {
    return maos.councillor(
        charter,
        new Member(member, keys.get(member), VoterKeys.verifier()),
        Notebook.inMemory(time),
        CouncillorOptions.defaults(),
        lies ? CouncilNews.none() : new Accusations());
  }

  private final class Accusations implements CouncilNews {
    @Override
    public void accused(Agenda agenda, Evidence evidence) {
      named.add(evidence.liar());
      somebodyNamed.countDown();
    }
  }

  private Agenda agenda(Charter charter, List<FileScore> files) {
    var now = time.now();
    var proposals = new ArrayList<Proposal>();
    for (var file : files) {
      proposals.add(
          Proposal.of(
              Subject.of(Planner.ID, Council.question(file.file()), file.file()),
              Contest.yesOrNo(new VotingRule.Weighted(VotingRule.simpleMajority())),
              Electorate.weighted(weights),
              Terms.until(now.plus(OPEN)),
              "committee"));
    }
    return Agenda.of(charter, proposals, now);
  }

  private static Statement.Paper paper(
      AgentId member, List<FileScore> files, Collection<Review> reviews) {
    return Statement.Paper.of(
        files.stream().map(file -> Juror.ballot(review(member, file.file(), reviews))).toList());
  }

  private static Optional<Review> review(AgentId member, String file, Collection<Review> reviews) {
    return reviews.stream()
        .filter(it -> it.reviewer().equals(member.value()) && it.file().equals(file))
        .findFirst();
  }

  private static Statement.Paper opposite(Statement.Paper paper) {
    return Statement.Paper.of(
        paper.ballots().stream()
            .flatMap(Optional::stream)
            .map(ballot -> ballot instanceof Ballot.Yes ? Ballot.no() : Ballot.yes())
            .toList());
  }

  /** That of the first honest member who knows it. */
  private Certificate certificate(Agenda agenda, List<Councillor> seats, AgentId liar)
      throws InterruptedException {
    var honest = seats.stream().filter(it -> !it.self().equals(liar)).findFirst().orElseThrow();
    var end = honest.await(agenda, PATIENCE);
    var _ = somebodyNamed.await(EVIDENCE.toMillis(), TimeUnit.MILLISECONDS);
    return end.orElseThrow(() -> new IllegalStateException("the committee came to no end"));
  }

  private Agreement report(
      Agenda agenda, List<FileScore> files, AgentId liar, Certificate certificate) {
    var charter = agenda.charter();
    var bytes = CertificateCheck.write(certificate);
    var outcomes = new TreeMap<String, String>();
    for (int i = 0; i < files.size(); i++) {
      outcomes.put(files.get(i).file(), certificate.decisions().get(i).name());
    }
    return new Agreement(
        charter.id(),
        charter.members().size(),
        charter.faults(),
        certificate.commits().size(),
        certificate.round(),
        liar.value(),
        named.stream().map(AgentId::value).toList(),
        outcomes,
        problems(charter, bytes),
        Base64.getEncoder().encodeToString(bytes));
  }

  /** What a stranger finds who has only the keys and these bytes. */
  private static List<String> problems(Charter charter, byte[] bytes) {
    try {
      var _ = new CertificateCheck(charter, VoterKeys.verifier()).verify(bytes);
      return List.of();
    } catch (MaosException untrue) {
      return List.of(String.valueOf(untrue.getMessage()));
    }
  }
}

package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.cli.demo.DemoReport.FileScore;
import dev.maos.cli.demo.DemoReport.FileVote;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Vote;
import dev.maos.consensus.VoteExport;
import dev.maos.consensus.VotingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts the worst files to the vote of the reviewers who are there: is it worth rewriting? Each
 * votes with the weight of its discipline, in its own process, and the record of every vote is
 * counted again by somebody who was not there: {@link VoteExport#problems}. Thread-safe.
 */
final class Council {
  /** How many files are put to the vote. */
  private static final int FILES = 3;

  /** Whoever has not voted by then, for instance because its process was killed, is not counted. */
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final Duration PATIENCE = DEADLINE.plusSeconds(10);

  private final Maos maos;
  private final Consumer<? super DemoEvent> watcher;

  Council(Maos maos, Consumer<? super DemoEvent> watcher) {
    this.maos = maos;
    this.watcher = watcher;
  }

  /** Decides on the worst of these, which come first; on none if nobody is there to vote. */
  List<FileVote> judge(List<FileScore> worst) throws InterruptedException {
    var weights = weights(maos);
    if (weights.isEmpty()) {
      return List.of();
    }
    var open = new ArrayList<Proposal>();
    for (var score : worst.subList(0, Math.min(FILES, worst.size()))) {
      open.add(propose(score, Electorate.weighted(weights)));
    }
    var votes = new ArrayList<FileVote>();
    for (var proposal : open) {
      votes.add(decided(proposal));
    }
    return votes;
  }

  /** The reviewers who are there, each with the weight of its discipline. */
  static Map<AgentId, Fraction> weights(Maos maos) {
    var weights = new HashMap<AgentId, Fraction>();
    for (var discipline : Discipline.values()) {
      var able = Post.anybody().able(discipline.capability());
      for (var agent : maos.registry().find(able).ids()) {
        weights.put(agent, Fraction.of(discipline.weight()));
      }
    }
    return weights;
  }

  private Proposal propose(FileScore score, Electorate electorate) {
    var subject = Subject.of(Planner.ID, question(score.file()), score.file());
    var contest = Contest.yesOrNo(new VotingRule.Weighted(VotingRule.simpleMajority()));
    return maos.consensus().propose(subject, contest, electorate, DEADLINE);
  }

  /** What is asked about a file. */
  static String question(String file) {
    return "Refactor " + shortened(file.substring(file.lastIndexOf('/') + 1)) + "?";
  }

  private static String shortened(String name) {
    return name.length() <= 100 ? name : name.substring(0, 100);
  }

  private FileVote decided(Proposal proposal) throws InterruptedException {
    var consensus = maos.consensus();
    var _ = consensus.await(proposal.id(), PATIENCE);
    var vote = consensus.status(proposal.id());
    var file = proposal.subject().description();
    var outcome = vote.decision().name();
    watcher.accept(new DemoEvent.Voted(file, outcome));
    return new FileVote(
        file,
        proposal.id().value(),
        outcome,
        weight(vote, "YES"),
        weight(vote, "NO"),
        weight(vote, "ABSTAIN"),
        vote.ballots().size(),
        proposal.electorate().weights().size(),
        problems(vote));
  }

  private static String weight(Vote vote, String voice) {
    return vote.count().rounds().getLast().of(voice).toString();
  }

  /** What is wrong with the record, as anybody finds who reads its text. */
  private List<String> problems(Vote vote) {
    if (vote.result().isEmpty()) {
      return List.of("it has not ended");
    }
    return VoteExport.read(maos.consensus().audit().export(vote.proposal().id()).write())
        .problems();
  }
}

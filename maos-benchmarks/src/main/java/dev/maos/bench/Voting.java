package dev.maos.bench;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VotingRule;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/** Five agents vote, one vote after the other, and each comes to what they want. */
final class Voting {
  private static final Duration OPEN = Duration.ofHours(1);
  private static final TopicPattern INVITATIONS = TopicPattern.of("_maos.votes.invitations");
  private static final List<AgentId> VOTERS =
      IntStream.rangeClosed(1, 5).mapToObj(number -> AgentId.of("voter-" + number)).toList();
  private static final List<Ballot> VOICES =
      List.of(Ballot.no(), Ballot.yes(), Ballot.no(), Ballot.yes(), Ballot.yes());
  private static final List<Ballot> RANKINGS =
      List.of(
          Ballot.ranking("tea", "milk"),
          Ballot.ranking("coffee", "milk"),
          Ballot.ranking("milk", "tea"),
          Ballot.ranking("coffee", "tea"),
          Ballot.ranking("tea", "coffee"));

  private final Maos maos;
  private final ConsensusScenario scenario;
  private final Contest contest;
  private final Electorate electorate;

  /** All of them read their invitations, which would otherwise fill their inboxes. */
  Voting(Maos maos, ConsensusScenario scenario) {
    this.maos = maos;
    this.scenario = scenario;
    this.contest = contest(scenario);
    this.electorate =
        scenario == ConsensusScenario.WEIGHTED_OF_5 ? weighted() : Electorate.of(VOTERS);
    VOTERS.forEach(voter -> maos.bus().subscribe(voter, INVITATIONS, invitation -> {}));
  }

  private static Contest contest(ConsensusScenario scenario) {
    return switch (scenario) {
      case MAJORITY_OF_5, OPEN_10000 -> Contest.yesOrNo(VotingRule.simpleMajority());
      case WEIGHTED_OF_5 -> Contest.yesOrNo(new VotingRule.Weighted(VotingRule.simpleMajority()));
      case RANKED_OF_5 ->
          Contest.between(List.of("tea", "coffee", "milk"), VotingRule.rankedChoice());
    };
  }

  private static Electorate weighted() {
    var weights = new HashMap<AgentId, Fraction>();
    for (int i = 0; i < VOTERS.size(); i++) {
      weights.put(VOTERS.get(i), Fraction.of(i + 1L, 2));
    }
    return Electorate.weighted(weights);
  }

  /** Proposes so many, on which nobody votes. */
  void leaveOpen(int votes) {
    for (int i = 0; i < votes; i++) {
      maos.consensus().propose(subject(), contest, electorate, OPEN);
    }
  }

  /** From the proposal to the end. */
  long once() {
    var consensus = maos.consensus();
    var id = consensus.propose(subject(), contest, electorate, OPEN).id();
    var ballots = scenario == ConsensusScenario.RANKED_OF_5 ? RANKINGS : VOICES;
    Decision decision = new Decision.Undecided();
    for (int i = 0; i < VOTERS.size(); i++) {
      decision = consensus.cast(id, VOTERS.get(i), ballots.get(i)).decision();
    }
    if (!decision.equals(wanted())) {
      throw new BenchFailedException(scenario.id() + ": came to " + decision);
    }
    return 1;
  }

  // The milk is eliminated, and its ballot goes to the tea.
  private Decision wanted() {
    return scenario == ConsensusScenario.RANKED_OF_5
        ? new Decision.Winner("tea")
        : new Decision.Passed();
  }

  private static Subject subject() {
    return Subject.of(VOTERS.getFirst(), "Deploy the new model?", "");
  }
}

package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Cast;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Count;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Quorum;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Terms;
import dev.maos.consensus.TieRule;
import dev.maos.consensus.VotingRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A question by chance, and what its voters say to it, some of whom say nothing. */
record RandomVote(Proposal proposal, List<Said> said) {
  private static final List<String> OPTIONS = List.of("A", "B", "C");

  /** What one of them says. */
  record Said(AgentId voter, Ballot ballot) {}

  static RandomVote of(RandomGenerator random, Instant deadline, String nonce) {
    var voters = new ArrayList<AgentId>();
    for (int i = random.nextInt(1, 7); i > 0; i--) {
      voters.add(AgentId.of("voter" + i));
    }
    var contest = contest(random);
    var ending = random.nextInt(4) == 0 ? Terms.Ending.AT_DEADLINE : Terms.Ending.WHEN_CERTAIN;
    var proposal =
        Proposal.of(
            Subject.of(AgentId.of("pat"), "A question", ""),
            contest,
            electorate(random, voters),
            new Terms(deadline, ending),
            nonce);
    var said = new ArrayList<Said>();
    for (var voter : voters) {
      if (random.nextInt(5) > 0) {
        said.add(new Said(voter, ballot(random, proposal, voter)));
      }
    }
    Collections.shuffle(said, Random.from(random));
    return new RandomVote(proposal, List.copyOf(said));
  }

  private static Contest contest(RandomGenerator random) {
    var rule =
        switch (random.nextInt(8)) {
          case 0 -> VotingRule.simpleMajority();
          case 1 -> VotingRule.absoluteMajority();
          case 2 -> VotingRule.superMajority();
          case 3 -> new VotingRule.Unanimous();
          case 4 -> VotingRule.rankedChoice();
          case 5 -> new VotingRule.Plurality();
          case 6 -> VotingRule.schulze();
          default -> new VotingRule.Weighted(VotingRule.simpleMajority());
        };
    var plain = rule.isElection() ? Contest.between(OPTIONS, rule) : Contest.yesOrNo(rule);
    var quorum = random.nextBoolean() ? plain.quorum(Quorum.NONE) : plain;
    return random.nextBoolean() ? quorum : quorum.ties(new TieRule.Lot());
  }

  private static Electorate electorate(RandomGenerator random, List<AgentId> voters) {
    Map<AgentId, Fraction> weights = new HashMap<>();
    voters.forEach(voter -> weights.put(voter, Fraction.of(random.nextInt(1, 4))));
    var electorate = Electorate.weighted(weights);
    return random.nextInt(5) == 0 ? electorate.veto(voters.getFirst()) : electorate;
  }

  private static Ballot ballot(RandomGenerator random, Proposal proposal, AgentId voter) {
    if (proposal.electorate().vetoHolders().contains(voter) && random.nextInt(4) == 0) {
      return Ballot.veto();
    }
    return switch (proposal.contest().rule().form()) {
      case YES_OR_NO -> List.of(Ballot.yes(), Ballot.no(), Ballot.abstain()).get(random.nextInt(3));
      case CHOICE -> Ballot.choice(OPTIONS.get(random.nextInt(OPTIONS.size())));
      default -> {
        var options = new ArrayList<>(OPTIONS);
        Collections.shuffle(options, Random.from(random));
        yield Ballot.ranking(options.toArray(String[]::new));
      }
    };
  }

  /** What must come out when all who say something are heard. */
  Decision expected() {
    var before = proposal.terms().deadline().minusSeconds(1);
    var casts = new ArrayList<Cast>();
    said.forEach(it -> casts.add(Cast.of(it.voter(), it.ballot(), casts.size() + 2, before)));
    return Count.of(proposal, casts, proposal.terms().deadline()).decision();
  }

  RandomVote inOrder(List<Said> other) {
    return new RandomVote(proposal, List.copyOf(other));
  }
}

package dev.maos.consensus;

import dev.maos.base.AgentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A vote in which some have voted, and all the ways in which it can end. */
record OpenVote(Proposal proposal, Map<AgentId, Ballot> ballots) {
  static final Instant DEADLINE = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant BEFORE = DEADLINE.minusSeconds(60);
  private static final AgentId ARBITER = AgentId.of("arbiter");

  /** A vote of this contest with another quorum and chain, in which at most so many are missing. */
  static OpenVote random(RandomElections elections, Contest plain, int missing) {
    var contest =
        new Contest(
            plain.options(),
            elections.chance(20) ? new VotingRule.Weighted(plain.rule()) : plain.rule(),
            elections.quorum(),
            elections.chain(plain.options()));
    var agents = new ArrayList<AgentId>();
    int size = elections.one(List.of(1, 2, 3, 4, 5, 6));
    for (int i = 0; i < size; i++) {
      agents.add(AgentId.of("agent" + i));
    }
    var proposal = proposal(contest, electorate(elections, agents));
    var ballots = new LinkedHashMap<AgentId, Ballot>();
    int voting = size - elections.one(List.of(0, 1, 2, 3, 4)) % (missing + 1);
    for (var agent : elections.shuffled(agents)) {
      if (ballots.size() < voting) {
        ballots.put(agent, elections.one(choices(proposal, agent)));
      }
    }
    if (elections.chance(50)) {
      var rulings = rulings(contest);
      if (!rulings.isEmpty()) {
        ballots.put(ARBITER, elections.one(rulings));
      }
    }
    return new OpenVote(proposal, ballots);
  }

  private static Electorate electorate(RandomElections elections, List<AgentId> agents) {
    var weights = new HashMap<AgentId, Fraction>();
    agents.forEach(agent -> weights.put(agent, elections.weight()));
    weights.put(agents.getFirst(), Fraction.of(elections.one(List.of(1, 2, 3))));
    var electorate = Electorate.weighted(weights);
    return elections.chance(20) ? electorate.veto(elections.one(agents)) : electorate;
  }

  static Proposal proposal(Contest contest, Electorate electorate) {
    return Proposal.of(
        Subject.of(AgentId.of("proposer"), "A question", ""),
        contest,
        electorate,
        Terms.until(DEADLINE),
        "");
  }

  /** What is said of it now. */
  Decision decision() {
    return Count.of(proposal, casts(ballots), BEFORE).decision();
  }

  /** What a process finds that counts only where something may be certain. */
  Decision found() {
    return Ledger.of(proposal, casts(ballots)).decision(BEFORE).orElseGet(Decision.Undecided::new);
  }

  boolean isComplete() {
    return missing().isEmpty();
  }

  /** What can come out at the deadline, whatever those do who have not voted. */
  Set<Decision> possible() {
    var possible = new HashSet<Decision>();
    complete(missing(), 0, new LinkedHashMap<>(ballots), possible);
    return possible;
  }

  private void complete(
      List<AgentId> missing, int next, Map<AgentId, Ballot> all, Set<Decision> possible) {
    if (next == missing.size()) {
      possible.add(Count.of(proposal, casts(all), DEADLINE).decision());
      return;
    }
    var agent = missing.get(next);
    complete(missing, next + 1, all, possible);
    var choices = agent.equals(ARBITER) ? rulings(proposal.contest()) : choices(proposal, agent);
    for (var choice : choices) {
      all.put(agent, choice);
      complete(missing, next + 1, all, possible);
    }
    all.remove(agent);
  }

  private List<AgentId> missing() {
    var missing = new ArrayList<>(proposal.electorate().weights().keySet());
    if (!rulings(proposal.contest()).isEmpty()) {
      missing.add(ARBITER);
    }
    missing.removeAll(ballots.keySet());
    return missing;
  }

  private static List<Cast> casts(Map<AgentId, Ballot> ballots) {
    var casts = new ArrayList<Cast>();
    ballots.forEach((agent, ballot) -> casts.add(Cast.of(agent, ballot, casts.size(), BEFORE)));
    return casts;
  }

  /** Everything that this participant can say. */
  private static List<Ballot> choices(Proposal proposal, AgentId agent) {
    var options = proposal.contest().options();
    var choices = new ArrayList<Ballot>();
    choices.add(Ballot.abstain());
    if (proposal.electorate().vetoHolders().contains(agent)) {
      choices.add(Ballot.veto());
    }
    switch (proposal.contest().rule().form()) {
      case YES_OR_NO -> choices.addAll(List.of(Ballot.yes(), Ballot.no()));
      case CHOICE -> options.forEach(option -> choices.add(Ballot.choice(option)));
      case APPROVAL -> subsets(options).forEach(it -> choices.add(new Ballot.Approval(it, "")));
      case SCORES ->
          choices.addAll(scores((VotingRule.Score) proposal.contest().rule().counted(), options));
      case RANKING -> choices.addAll(rankings(options, proposal.contest().rule().counted()));
    }
    return choices;
  }

  private static List<Ballot> rulings(Contest contest) {
    boolean asked = contest.ties().stream().anyMatch(it -> it instanceof TieRule.Arbiter);
    return asked && contest.rule().isElection()
        ? weakOrders(contest.options()).stream()
            .filter(it -> !it.isEmpty())
            .map(Ballot::ranking)
            .toList()
        : List.of();
  }

  private static List<Ballot> rankings(List<String> options, VotingRule rule) {
    boolean strict = rule instanceof VotingRule.RankedChoice;
    return weakOrders(options).stream()
        .filter(ranks -> !strict || ranks.stream().allMatch(rank -> rank.size() == 1))
        .map(Ballot::ranking)
        .toList();
  }

  /** All rankings of some of the options, with and without equals. */
  private static List<List<List<String>>> weakOrders(List<String> options) {
    var orders = new ArrayList<List<List<String>>>();
    orders.add(List.of());
    for (var first : subsets(options)) {
      if (!first.isEmpty()) {
        var rest = new ArrayList<>(options);
        rest.removeAll(first);
        for (var later : weakOrders(rest)) {
          var order = new ArrayList<List<String>>();
          order.add(first);
          order.addAll(later);
          orders.add(order);
        }
      }
    }
    return orders;
  }

  private static List<List<String>> subsets(List<String> options) {
    var subsets = new ArrayList<List<String>>();
    for (int bits = 0; bits < 1 << options.size(); bits++) {
      var subset = new ArrayList<String>();
      for (int i = 0; i < options.size(); i++) {
        if ((bits >> i & 1) == 1) {
          subset.add(options.get(i));
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }

  private static List<Ballot> scores(VotingRule.Score rule, List<String> options) {
    var all = new ArrayList<Map<String, Integer>>();
    all.add(Map.of());
    for (var option : options) {
      for (var before : List.copyOf(all)) {
        for (int score = rule.least(); score <= rule.most(); score++) {
          var more = new HashMap<>(before);
          more.put(option, score);
          all.add(more);
        }
      }
    }
    return all.stream().map(Ballot::scores).toList();
  }

  @Override
  public String toString() {
    return proposal.contest() + " among " + proposal.electorate() + ": " + ballots;
  }
}

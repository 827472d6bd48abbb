package dev.maos.consensus.resolution;

import dev.maos.consensus.Ballot;
import dev.maos.consensus.Cast;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Vote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What those claim who voted or proposed. Pure. */
final class Claimants {
  private static final String OPTION = "option";
  private static final String PROPOSAL = "proposal";

  private Claimants() {}

  static List<Claim> voters(Vote vote) {
    var claims = new ArrayList<Claim>();
    for (var cast : vote.ballots()) {
      claims.removeIf(earlier -> earlier.agent().equals(cast.voter()));
      if (vote.proposal().electorate().includes(cast.voter())) {
        favourite(cast.ballot()).ifPresent(option -> claims.add(claim(vote, cast, option)));
      }
    }
    return claims;
  }

  private static Claim claim(Vote vote, Cast cast, String option) {
    var weights = vote.proposal().electorate().weights();
    return Claim.of(cast.voter(), Map.of(OPTION, Value.of(option)), cast.sequence())
        .priority(vote.proposal().subject().priority())
        .weight(weights.getOrDefault(cast.voter(), Fraction.ZERO));
  }

  static List<Claim> proposers(List<Vote> votes) {
    var claims = new ArrayList<Claim>();
    var order =
        Comparator.comparing(Vote::openedAt)
            .thenComparing((Vote vote) -> vote.proposal().id().value());
    for (var vote : votes.stream().sorted(order).toList()) {
      var proposal = vote.proposal();
      claims.add(
          Claim.of(
                  proposal.subject().proposer(),
                  Map.of(PROPOSAL, Value.of(proposal.id().value())),
                  claims.size())
              .priority(proposal.subject().priority()));
    }
    return claims;
  }

  /** The one option that a ballot puts above all others, if there is one. */
  static Optional<String> favourite(Ballot ballot) {
    return switch (ballot) {
      case Ballot.Choice(var option, _) -> Optional.of(option);
      case Ballot.Ranking(var ranks, _) -> only(first(ranks));
      case Ballot.Approval(var options, _) -> only(options);
      case Ballot.Scores(var scores, _) -> best(scores);
      case Ballot.Yes _ -> Optional.of("YES");
      case Ballot.No _, Ballot.Veto _ -> Optional.of("NO");
      case Ballot.Abstain _ -> Optional.empty();
    };
  }

  /** Whether a ballot puts an option first or approves it, alone or with others. */
  static boolean favours(Ballot ballot, String option) {
    return switch (ballot) {
      case Ballot.Ranking(var ranks, _) -> first(ranks).contains(option);
      case Ballot.Approval(var options, _) -> options.contains(option);
      case Ballot.Choice _, Ballot.Scores _, Ballot.Yes _, Ballot.No _ ->
          favourite(ballot).filter(option::equals).isPresent();
      case Ballot.Abstain _, Ballot.Veto _ -> false;
    };
  }

  private static List<String> first(List<List<String>> ranks) {
    return ranks.stream().filter(rank -> !rank.isEmpty()).findFirst().orElse(List.of());
  }

  private static Optional<String> best(Map<String, Integer> scores) {
    int most = scores.values().stream().mapToInt(score -> score).max().orElse(0);
    return only(
        scores.entrySet().stream()
            .filter(entry -> entry.getValue() == most)
            .map(Map.Entry::getKey)
            .toList());
  }

  private static Optional<String> only(List<String> options) {
    return options.size() == 1 ? Optional.of(options.getFirst()) : Optional.empty();
  }
}

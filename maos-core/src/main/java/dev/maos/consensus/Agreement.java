package dev.maos.consensus;

import java.util.List;
import java.util.Map;

/** Whether a ballot says what came out. Pure. */
enum Agreement {
  /** It does. */
  AGREES,
  /** It says something else. */
  DISSENTS,
  /** It says nothing, or nothing came out. */
  NEITHER;

  static Agreement of(Ballot ballot, Decision decision) {
    if (ballot instanceof Ballot.Abstain) {
      return NEITHER;
    }
    return switch (decision) {
      case Decision.Passed() -> either(ballot instanceof Ballot.Yes);
      case Decision.Rejected() -> ballot instanceof Ballot.Yes ? DISSENTS : rejecting(ballot);
      case Decision.Vetoed() -> either(ballot instanceof Ballot.Veto);
      case Decision.Winner(var option) -> either(favours(ballot, option));
      case Decision.Tied _, Decision.NoQuorum(), Decision.Cancelled(), Decision.Undecided() ->
          NEITHER;
    };
  }

  // An election in which no option has any support is rejected by nobody in particular.
  private static Agreement rejecting(Ballot ballot) {
    return ballot instanceof Ballot.No || ballot instanceof Ballot.Veto ? AGREES : NEITHER;
  }

  private static Agreement either(boolean agrees) {
    return agrees ? AGREES : DISSENTS;
  }

  private static boolean favours(Ballot ballot, String option) {
    return switch (ballot) {
      case Ballot.Choice(var chosen, _) -> chosen.equals(option);
      case Ballot.Ranking(var ranks, _) -> first(ranks).contains(option);
      case Ballot.Approval(var options, _) -> options.contains(option);
      case Ballot.Scores(var scores, _) -> isBest(scores, option);
      case Ballot.Yes _, Ballot.No _, Ballot.Abstain _, Ballot.Veto _ -> false;
    };
  }

  private static boolean isBest(Map<String, Integer> scores, String option) {
    var mine = scores.get(option);
    return mine != null && scores.values().stream().allMatch(score -> score <= mine);
  }

  private static List<String> first(List<List<String>> ranks) {
    return ranks.stream().filter(rank -> !rank.isEmpty()).findFirst().orElse(List.of());
  }
}

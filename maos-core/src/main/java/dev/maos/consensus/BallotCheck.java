package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.VotingRule.Form;
import java.util.HashSet;
import java.util.TreeMap;

/**
 * Says of a ballot whether it fits its contest, and if not, where and why. Not thread-safe.
 *
 * <p>A place is what goes before the name of a field, such as {@code "ballots[17]."}.
 */
final class BallotCheck {
  private final VotingRule rule;
  private final Form form;
  private final Options options;
  private final RankingCode rankings;

  BallotCheck(Contest contest) {
    this.rule = contest.rule().counted();
    this.form = rule.form();
    this.options = new Options(contest.options());
    this.rankings = RankingCode.of(rule, options);
  }

  void check(Ballot ballot, String place) {
    switch (ballot) {
      case Ballot.Abstain _, Ballot.Veto _ -> {}
      case Ballot.Yes _ -> expect(form == Form.YES_OR_NO, place + "choice", "YES");
      case Ballot.No _ -> expect(form == Form.YES_OR_NO, place + "choice", "NO");
      case Ballot.Choice(var option, _) -> {
        expect(form == Form.CHOICE || form == Form.RANKING, place + "choice", option);
        expectOption(option, place + "choice");
      }
      case Ballot.Ranking ranking -> checkRanking(ranking, place);
      case Ballot.Approval approval -> checkApproval(approval, place);
      case Ballot.Scores scores -> checkScores(scores, place);
    }
  }

  private void checkRanking(Ballot.Ranking ranking, String place) {
    expect(form == Form.CHOICE || form == Form.RANKING, place + "ranking", "a ranking");
    rankings.encode(ranking.ranks(), place + "ranking");
    if (form == Form.CHOICE && ranking.ranks().isEmpty()) {
      throw invalid(place + "ranking", "[]", "an option in the first rank, or ABSTAIN");
    }
  }

  private void checkApproval(Ballot.Approval approval, String place) {
    expect(form == Form.APPROVAL, place + "approve", "an approval");
    var seen = new HashSet<String>();
    for (int i = 0; i < approval.options().size(); i++) {
      var option = approval.options().get(i);
      expectOption(option, place + "approve[" + i + "]");
      if (!seen.add(option)) {
        throw invalid(place + "approve[" + i + "]", option, "each option at most once");
      }
    }
  }

  private void checkScores(Ballot.Scores scores, String place) {
    if (!(rule instanceof VotingRule.Score range)) {
      throw wrongKind(place + "score", "scores");
    }
    var wrong = new TreeMap<String, Integer>();
    scores
        .scores()
        .forEach((option, score) -> {
          if (options.number(option) < 0 || score < range.least() || score > range.most()) {
            wrong.put(option, score);
          }
        });
    for (var first : wrong.entrySet()) {
      expectOption(first.getKey(), place + "score");
      throw invalid(
          place + "score." + InvalidInputException.escape(first.getKey()),
          first.getValue().toString(),
          range.least() + " to " + range.most());
    }
  }

  private void expect(boolean fits, String place, String value) {
    if (!fits) {
      throw wrongKind(place, value);
    }
  }

  private void expectOption(String option, String place) {
    if (options.number(option) < 0) {
      throw invalid(place, option, RankingCode.AN_OPTION);
    }
  }

  private InvalidInputException wrongKind(String place, String value) {
    var allowed =
        switch (form) {
          case YES_OR_NO -> "YES or NO";
          case CHOICE -> "a choice or a ranking";
          case RANKING -> "a ranking or a choice";
          case APPROVAL -> "an approval";
          case SCORES -> "scores";
        };
    return invalid(place, value, allowed + ", or ABSTAIN, under " + rule.name());
  }

  private static InvalidInputException invalid(String place, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_BALLOT, place, value, allowed);
  }
}

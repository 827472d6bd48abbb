package dev.maos.cli.vote;

import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.VotingRule.Form;
import dev.maos.consensus.VotingRule.Score;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what one entry of the list of ballots says. */
final class BallotReader {
  private static final List<String> KINDS = List.of("ranking", "choice", "approve", "score");

  private final Contest contest;
  private final RankingReader rankings;

  BallotReader(Contest contest) {
    this.contest = contest;
    this.rankings = new RankingReader(contest.options());
  }

  /** The ballot; exactly one of the fields that can hold one must be there. */
  Ballot read(Entry entry, Fields fields) {
    Ballot found = null;
    for (var kind : KINDS) {
      var content = fields.optional(kind);
      if (content.isPresent()) {
        if (found != null) {
          throw content.get().refused(kind, "only one of " + String.join(", ", KINDS));
        }
        found = read(kind, content.get());
      }
    }
    if (found == null) {
      throw entry.refused("nothing", "one of " + String.join(", ", KINDS));
    }
    var reason = fields.optional("reason");
    return reason.isPresent() ? found.because(reason.get().text()) : found;
  }

  private Ballot read(String kind, Entry content) {
    return switch (kind) {
      case "ranking" -> Ballot.ranking(rankings.read(content));
      case "choice" -> choice(content.text());
      case "approve" -> new Ballot.Approval(content.texts(), "");
      default -> Ballot.scores(scores(content));
    };
  }

  private Ballot choice(String text) {
    boolean yesOrNo = contest.rule().form() == Form.YES_OR_NO;
    return switch (yesOrNo ? text.toUpperCase(Locale.ROOT) : text) {
      case "ABSTAIN" -> Ballot.abstain();
      case "VETO" -> Ballot.veto();
      case "YES" -> yesOrNo ? Ballot.yes() : Ballot.choice(text);
      case "NO" -> yesOrNo ? Ballot.no() : Ballot.choice(text);
      default -> Ballot.choice(text);
    };
  }

  private static Map<String, Integer> scores(Entry content) {
    var fields = content.fields();
    var scores = new HashMap<String, Integer>();
    fields.forEach((name, value) ->
        scores.put(
            name,
            value instanceof Integer score
                ? score
                : fields.at(name).whole(-Score.LIMIT, Score.LIMIT)));
    return scores;
  }
}

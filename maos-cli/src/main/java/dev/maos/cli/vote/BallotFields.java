package dev.maos.cli.vote;

import dev.maos.consensus.Ballot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a ballot as JSON, under the names that files of ballots use. */
public final class BallotFields {
  private BallotFields() {}

  /** What it says, and why if it tells. */
  public static Map<String, Object> of(Ballot ballot) {
    var fields = new LinkedHashMap<String, Object>();
    switch (ballot) {
      case Ballot.Yes _ -> fields.put("choice", "YES");
      case Ballot.No _ -> fields.put("choice", "NO");
      case Ballot.Abstain _ -> fields.put("choice", "ABSTAIN");
      case Ballot.Veto _ -> fields.put("choice", "VETO");
      case Ballot.Choice(var option, _) -> fields.put("choice", option);
      case Ballot.Ranking(var ranks, _) -> fields.put("ranking", ranks);
      case Ballot.Approval(var options, _) -> fields.put("approve", options);
      case Ballot.Scores(var scores, _) -> fields.put("score", new TreeMap<>(scores));
    }
    if (!ballot.reason().isEmpty()) {
      fields.put("reason", ballot.reason());
    }
    return fields;
  }
}

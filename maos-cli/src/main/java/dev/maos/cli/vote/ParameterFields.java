package dev.maos.cli.vote;

import dev.maos.consensus.Contest;
import dev.maos.consensus.Paper;
import dev.maos.consensus.Quorum;
import dev.maos.consensus.TieRule;
import dev.maos.consensus.VotingRule;
import dev.maos.consensus.VotingRule.Majority;
import dev.maos.consensus.VotingRule.RankedChoice;
import dev.maos.consensus.VotingRule.Score;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters with which a file was counted, those that it did not give among them. */
final class ParameterFields {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private ParameterFields() {}

  /** As a file can give them. */
  static Map<String, Object> of(BallotFile file) {
    var fields = of(file.contest(), file.box().lot());
    if (file.contest().rule().isElection() && !file.box().ruling().isEmpty()) {
      fields.put("ruling", file.box().ruling());
    }
    return fields;
  }

  /** Those of a contest of which nobody gave a text to draw lots from. */
  static Map<String, Object> of(Contest contest) {
    return of(contest, "");
  }

  private static Map<String, Object> of(Contest contest, String lot) {
    var all = new ParameterFields();
    all.quorum(contest.quorum());
    all.rule(contest.rule());
    if (contest.rule().isElection()) {
      all.ties(contest, lot);
    }
    return all.fields;
  }

  private void quorum(Quorum quorum) {
    var parts = new LinkedHashMap<String, Object>();
    parts.put("share", CountFields.number(quorum.share()));
    parts.put("base", Words.of(quorum.base()));
    parts.put("counting", quorum.counting().stream().map(Enum::name).toList());
    fields.put("quorum", parts);
  }

  private void rule(VotingRule rule) {
    switch (rule) {
      case Majority(_, var share, var base, var strictness) -> {
        fields.put("threshold", CountFields.number(share));
        fields.put("base", base.name());
        fields.put("strict", strictness == Majority.Strictness.MORE_THAN);
      }
      case VotingRule.Weighted(var over) -> {
        fields.put("over", over.name());
        rule(over);
      }
      case Score(var least, var most, var average, var unscored) -> {
        fields.put("min", least);
        fields.put("max", most);
        fields.put("average", Words.of(average));
        fields.put("unscored", Words.of(unscored));
      }
      case RankedChoice runoff -> runoff(runoff);
      case VotingRule.Schulze(var strength, var unranked) -> pairs(strength, unranked);
      case VotingRule.RankedPairs(var strength, var unranked) -> pairs(strength, unranked);
      case VotingRule.Copeland(var unranked) -> fields.put("unranked", Words.of(unranked));
      case VotingRule.Borda(var unranked) -> fields.put("unranked", Words.of(unranked));
      case VotingRule.Unanimous(), VotingRule.NemCon() -> {}
      case VotingRule.Plurality(), VotingRule.Approval() -> {}
    }
  }

  private void pairs(VotingRule.Strength strength, VotingRule.Unranked unranked) {
    fields.put("strength", Words.of(strength));
    fields.put("unranked", Words.of(unranked));
  }

  private void runoff(RankedChoice runoff) {
    fields.put("overvote", Words.of(runoff.paper().overvote()));
    if (runoff.paper().maxSkippedRanks() != Paper.REFUSED) {
      fields.put("maxSkippedRanks", skipped(runoff.paper().maxSkippedRanks()));
    }
    fields.put("duplicate", Words.of(runoff.paper().duplicate()));
    fields.put("batchElimination", runoff.elimination() == RankedChoice.Elimination.BATCH);
    fields.put("continueUntilTwo", runoff.until() == RankedChoice.Until.TWO);
  }

  private static Object skipped(int most) {
    return most == Paper.UNLIMITED ? "unlimited" : most;
  }

  private void ties(Contest contest, String lot) {
    fields.put("tie", contest.ties().stream().map(TieRule::name).toList());
    for (var rule : contest.ties()) {
      if (rule instanceof TieRule.Order(var order)) {
        fields.put("order", order);
      } else if (rule instanceof TieRule.Lot) {
        fields.put("lot", lot.isEmpty() ? contest.digest() : lot);
      }
    }
  }
}

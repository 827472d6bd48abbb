package dev.maos.cli.vote;

import dev.maos.consensus.Paper;
import dev.maos.consensus.VotingRule;
import dev.maos.consensus.VotingRule.Majority;
import dev.maos.consensus.VotingRule.RankedChoice;
import dev.maos.consensus.VotingRule.RankedChoice.Elimination;
import dev.maos.consensus.VotingRule.RankedChoice.Until;
import dev.maos.consensus.VotingRule.Score;
import dev.maos.consensus.VotingRule.Strength;
import dev.maos.consensus.VotingRule.Unranked;

/** Makes a rule of its name and the parameters. */
final class RuleReader {
  private static final String UNLIMITED = "unlimited";
  private static final int MOST_RANKS = 1_000;

  private final Fields parameters;

  RuleReader(Fields parameters) {
    this.parameters = parameters;
  }

  VotingRule read(Entry rule) {
    return switch (rule.word(RuleName.class)) {
      case SIMPLE_MAJORITY -> majority(VotingRule.simpleMajority());
      case ABSOLUTE_MAJORITY -> majority(VotingRule.absoluteMajority());
      case SUPER_MAJORITY -> majority(VotingRule.superMajority());
      case UNANIMOUS -> new VotingRule.Unanimous();
      case NEM_CON -> new VotingRule.NemCon();
      case WEIGHTED -> weighted();
      case PLURALITY -> new VotingRule.Plurality();
      case APPROVAL -> new VotingRule.Approval();
      case SCORE -> score();
      case RANKED_CHOICE -> rankedChoice();
      case SCHULZE -> new VotingRule.Schulze(strength(), unranked());
      case RANKED_PAIRS -> new VotingRule.RankedPairs(strength(), unranked());
      case COPELAND -> new VotingRule.Copeland(unranked());
      case BORDA -> new VotingRule.Borda(unranked());
    };
  }

  private VotingRule majority(Majority usual) {
    return new Majority(
        usual.kind(),
        parameters.optional("threshold").map(Entry::fraction).orElse(usual.threshold()),
        word("base", usual.base()),
        parameters
            .optional("strict")
            .map(it -> it.flag() ? Majority.Strictness.MORE_THAN : Majority.Strictness.AT_LEAST)
            .orElse(usual.strictness()));
  }

  private VotingRule weighted() {
    var over = parameters.optional("over");
    if (over.isPresent() && over.get().word(RuleName.class) == RuleName.WEIGHTED) {
      throw over.get().refused("another rule");
    }
    return new VotingRule.Weighted(
        over.map(this::read).orElseGet(() -> majority(VotingRule.simpleMajority())));
  }

  private VotingRule score() {
    return new Score(
        parameters.optional("min").map(RuleReader::score).orElse(-Score.LIMIT),
        parameters.optional("max").map(RuleReader::score).orElse(Score.LIMIT),
        word("average", Score.Average.SUM),
        word("unscored", Score.Unscored.ZERO));
  }

  private static int score(Entry entry) {
    return entry.whole(-Score.LIMIT, Score.LIMIT);
  }

  private VotingRule rankedChoice() {
    var paper =
        new Paper(
            word("overvote", Paper.Overvote.REFUSE),
            parameters.optional("maxSkippedRanks").map(RuleReader::skipped).orElse(Paper.REFUSED),
            word("duplicate", Paper.Duplicate.REFUSE));
    return new RankedChoice(
        paper,
        isOn("batchElimination") ? Elimination.BATCH : Elimination.ONE,
        isOn("continueUntilTwo") ? Until.TWO : Until.MAJORITY);
  }

  private static int skipped(Entry entry) {
    return UNLIMITED.equals(entry.value()) ? Paper.UNLIMITED : entry.whole(0, MOST_RANKS);
  }

  private boolean isOn(String name) {
    return parameters.optional(name).map(Entry::flag).orElse(false);
  }

  private Strength strength() {
    return word("strength", Strength.WINNING_VOTES);
  }

  private Unranked unranked() {
    return word("unranked", Unranked.TIED_LAST);
  }

  private <E extends Enum<E>> E word(String name, E usual) {
    return parameters.optional(name).map(it -> it.word(usual.getDeclaringClass())).orElse(usual);
  }
}

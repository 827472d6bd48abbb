package dev.maos.cli.vote;

import dev.maos.consensus.Contest;
import dev.maos.consensus.Count;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Duel;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Round;
import dev.maos.consensus.Tie;
import dev.maos.consensus.Transfer;
import dev.maos.consensus.Turnout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a count as JSON. Whole numbers are numbers, others are texts such as {@code "2/3"},
 * so that nothing is rounded.
 */
public final class CountFields {
  private static final int MOST_DIGITS = 100;

  private CountFields() {}

  /** All that is to be said of the count of a file. */
  public static Map<String, Object> of(BallotFile file, Count count) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("rule", file.contest().rule().name());
    fields.put("parameters", ParameterFields.of(file));
    put(fields, count);
    if (!file.ignored().isEmpty()) {
      fields.put("ignored", file.ignored());
    }
    return fields;
  }

  /** Adds by which rule it is counted, with its parameters, and between which options. */
  public static void put(Map<String, Object> fields, Contest contest) {
    fields.put("rule", contest.rule().name());
    fields.put("parameters", ParameterFields.of(contest));
    fields.put("options", contest.options());
  }

  /** Adds the outcome of a count, and how it came about. */
  public static void put(Map<String, Object> fields, Count count) {
    fields.put("outcome", count.decision().name());
    if (count.decision() instanceof Decision.Winner(var option)) {
      fields.put("winner", option);
    }
    fields.put("winners", winners(count.decision()));
    fields.put("order", count.order());
    fields.put("turnout", turnout(count.turnout()));
    fields.put("rounds", count.rounds().stream().map(CountFields::round).toList());
    putDuels(fields, "duels", count.pairings().duels());
    putDuels(fields, "paths", count.pairings().paths());
    putDuels(fields, "locked", count.pairings().locked());
  }

  // Those who share the first place are all named.
  private static List<String> winners(Decision decision) {
    return switch (decision) {
      case Decision.Winner(var option) -> List.of(option);
      case Decision.Tied(var options) -> options;
      case Decision.Undecided(), Decision.Passed(), Decision.Rejected() -> List.of();
      case Decision.NoQuorum(), Decision.Vetoed(), Decision.Cancelled() -> List.of();
    };
  }

  private static Map<String, Object> turnout(Turnout turnout) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("eligible", number(turnout.eligible().participants()));
    fields.put("eligibleWeight", number(turnout.eligible().weight()));
    fields.put("cast", number(turnout.cast().participants()));
    fields.put("castWeight", number(turnout.cast().weight()));
    fields.put("counting", number(turnout.counting()));
    fields.put("needed", number(turnout.needed()));
    fields.put("quorum", turnout.isQuorum());
    return fields;
  }

  private static Map<String, Object> round(Round round) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("round", round.number());
    var tally = new LinkedHashMap<String, Object>();
    round.tally().forEach((name, value) -> tally.put(name, number(value)));
    fields.put("tally", tally);
    fields.put("exhausted", number(round.exhausted()));
    round.threshold().ifPresent(it -> fields.put("threshold", number(it)));
    fields.put("eliminated", round.eliminated());
    fields.put("elected", round.elected());
    fields.put("ties", round.ties().stream().map(CountFields::tie).toList());
    fields.put("transfers", round.transfers().stream().map(CountFields::transfer).toList());
    return fields;
  }

  private static Map<String, Object> tie(Tie tie) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("options", tie.options());
    fields.put("steps", tie.steps().stream().map(CountFields::step).toList());
    return fields;
  }

  private static Map<String, Object> step(Tie.Step step) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("rule", step.rule());
    fields.put("left", step.left());
    return fields;
  }

  // Without "to" the ballots are exhausted.
  private static Map<String, Object> transfer(Transfer transfer) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("from", transfer.from());
    transfer.to().ifPresent(it -> fields.put("to", it));
    fields.put("weight", number(transfer.weight()));
    return fields;
  }

  private static void putDuels(Map<String, Object> fields, String name, List<Duel> duels) {
    if (!duels.isEmpty()) {
      fields.put(name, duels.stream().map(CountFields::duel).toList());
    }
  }

  private static Map<String, Object> duel(Duel duel) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("one", duel.one());
    fields.put("other", duel.other());
    fields.put("forOne", number(duel.forOne()));
    fields.put("forOther", number(duel.forOther()));
    return fields;
  }

  /** A number if it is whole, else its text. */
  public static Object number(Fraction fraction) {
    boolean plain = fraction.isWhole() && fraction.toString().length() <= MOST_DIGITS;
    return plain ? fraction.numerator() : fraction.toString();
  }
}

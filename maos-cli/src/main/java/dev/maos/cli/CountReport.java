package dev.maos.cli;

import dev.maos.consensus.Contest;
import dev.maos.consensus.Count;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Fraction;
import dev.maos.consensus.Round;
import dev.maos.consensus.Tie;
import dev.maos.consensus.VotingRule;
import dev.maos.consensus.VotingRule.Majority;
import java.io.PrintStream;
import java.math.BigInteger;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells people how a vote was counted, round by round. */
final class CountReport {
  private final PrintStream out;
  private final Style style;
  private final Contest contest;
  private final Count count;

  CountReport(Terminal terminal, Contest contest, Count count) {
    this.out = terminal.out();
    this.style = terminal.outStyle();
    this.contest = contest;
    this.count = count;
  }

  void print() {
    tally();
    out.println(style.bold(style.shown(verdict())));
  }

  /** All but the end: rule, turnout, and what each round has counted for each option. */
  void tally() {
    var turnout = count.turnout();
    line(
        "%s: %s of %s"
            .formatted(
                contest.rule().name(),
                number(turnout.cast().participants()),
                number(turnout.eligible().participants()) + " voted"));
    count.rounds().forEach(this::print);
    duels();
    if (!count.order().isEmpty()) {
      line(
          "order: "
              + count.order().stream()
                  .map(equals -> String.join(" = ", equals))
                  .collect(Collectors.joining(" > ")));
    }
  }

  private void print(Round round) {
    if (count.rounds().size() > 1) {
      line("");
      line("round " + round.number());
    }
    var table = new Table(style, "OPTION", measure());
    round.tally().forEach((option, votes) -> table.add(option, number(votes)));
    if (!round.exhausted().isZero()) {
      table.add("(exhausted)", number(round.exhausted()));
    }
    table.lines().forEach(it -> out.println("  " + it));
    round.threshold().ifPresent(it -> line("  needed: " + needed(it)));
    round.ties().forEach(it -> line("  tie: " + words(it)));
    if (!round.eliminated().isEmpty()) {
      line("  eliminated: " + String.join(", ", round.eliminated()));
    }
    round
        .transfers()
        .forEach(it ->
            line(
                "    %s from %s to %s"
                    .formatted(number(it.weight()), it.from(), it.to().orElse("nobody"))));
  }

  /** What the numbers of a round are. */
  private String measure() {
    return switch (contest.rule().counted()) {
      case VotingRule.YesOrNo _, VotingRule.Plurality _, VotingRule.Approval _ -> "VOTES";
      case VotingRule.RankedChoice _, VotingRule.Weighted _ -> "VOTES";
      case VotingRule.Score _ -> "SCORE";
      case VotingRule.Borda _ -> "POINTS";
      case VotingRule.Schulze _, VotingRule.RankedPairs _, VotingRule.Copeland _ -> "WINS";
    };
  }

  private void duels() {
    if (count.pairings().duels().isEmpty()) {
      return;
    }
    var table = new Table(style, "OPTION", "PREFERRED BY", "TO", "PREFERRED BY");
    for (var duel : count.pairings().duels()) {
      table.add(duel.one(), number(duel.forOne()), duel.other(), number(duel.forOther()));
    }
    table.lines().forEach(it -> out.println("  " + it));
  }

  private String needed(Fraction threshold) {
    boolean reached =
        switch (contest.rule().counted()) {
          case Majority majority -> majority.strictness() == Majority.Strictness.AT_LEAST;
          default -> !contest.rule().isElection();
        };
    return (reached ? "at least " : "more than ") + number(threshold);
  }

  private static String words(Tie tie) {
    return String.join(", ", tie.options())
        + tie.steps().stream()
            .map(step -> "; " + step.rule() + " leaves " + String.join(", ", step.left()))
            .collect(Collectors.joining());
  }

  private String verdict() {
    var words = words(count.decision(), contest);
    return count.decision() instanceof Decision.NoQuorum
        ? "%s: %s of the %s that are needed"
            .formatted(words, number(count.turnout().counting()), number(count.turnout().needed()))
        : words;
  }

  /** What came out, in words for people. */
  static String words(Decision decision, Contest contest) {
    return switch (decision) {
      case Decision.Undecided() -> "undecided";
      case Decision.Passed() -> "passed";
      case Decision.Rejected() ->
          contest.rule().isElection() ? "nobody is elected: no votes" : "rejected";
      case Decision.Winner(var option) -> "elected: " + option;
      case Decision.Tied(var options) -> "a tie of " + String.join(", ", options);
      case Decision.NoQuorum() -> "no quorum";
      case Decision.Vetoed() -> "vetoed";
      case Decision.Cancelled() -> "cancelled";
    };
  }

  private void line(String text) {
    out.println(style.shown(text));
  }

  static String number(Fraction fraction) {
    if (fraction.isWhole()) {
      return grouped(fraction.numerator());
    }
    return fraction.denominator().equals(BigInteger.TWO) ? halves(fraction) : fraction.toString();
  }

  private static String halves(Fraction fraction) {
    var sign = fraction.signum() < 0 ? "-" : "";
    return sign + grouped(fraction.numerator().abs().shiftRight(1)) + ".5";
  }

  private static String grouped(BigInteger number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}

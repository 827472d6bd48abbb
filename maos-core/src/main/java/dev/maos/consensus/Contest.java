package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What is decided between, and by which rules. Immutable.
 *
 * @param options the options of an election, at most 1,000; none when a proposal passes or not
 * @param rule how the ballots are counted
 * @param quorum how many must take part
 * @param ties how equals are told apart: a chain whose last step leaves nothing open
 */
public record Contest(List<String> options, VotingRule rule, Quorum quorum, List<TieRule> ties) {
  /** The most options that a contest may have. */
  public static final int MAX_OPTIONS = 1_000;

  /** The most characters that the name of an option may have. */
  public static final int MAX_NAME = 200;

  private static final Set<String> RESERVED = Set.of("ABSTAIN", "VETO");

  /** Checks that the options fit the rule, and that the chain comes to an end. */
  public Contest {
    options = List.copyOf(options);
    ties = List.copyOf(ties);
    checkNumber(options, rule);
    checkNames(options);
    checkChain(options, ties);
    checkVoices(rule, quorum);
  }

  /** Whether a proposal passes. Half of the participants must take part, unless all must agree. */
  public static Contest yesOrNo(VotingRule rule) {
    return new Contest(List.of(), rule, defaultQuorum(rule), TieRule.usual());
  }

  /** Which option is elected. Half of the participants must take part; a tie elects nobody. */
  public static Contest between(List<String> options, VotingRule rule) {
    return new Contest(options, rule, defaultQuorum(rule), TieRule.usual());
  }

  /** The quorum of a contest that says nothing else. Unanimity has none: it needs everybody. */
  public static Quorum defaultQuorum(VotingRule rule) {
    return rule.counted() instanceof VotingRule.Unanimous ? Quorum.NONE : Quorum.HALF;
  }

  /** The same with another quorum. */
  public Contest quorum(Quorum other) {
    return new Contest(options, rule, other, ties);
  }

  /** The same with another chain for ties. */
  public Contest ties(TieRule... chain) {
    return new Contest(options, rule, quorum, List.of(chain));
  }

  /**
   * Refuses a ballot that does not fit this contest; who casts it does not matter here.
   *
   * @param place what goes before the names of its fields in the refusal, such as {@code
   *     "ballots[17]."}; empty if there is but one ballot
   * @throws InvalidInputException {@link ErrorCode#INVALID_BALLOT} with the place in the ballot
   */
  public void check(Ballot ballot, String place) {
    new BallotCheck(this).check(ballot, place);
  }

  /** The SHA-256 of all that is in it, in hexadecimal digits. */
  public String digest() {
    return HexFormat.of().formatHex(Digest.sha256(Canonical.contestAlone(this)));
  }

  /**
   * Refuses an order of an arbiter that is no ranking of the options; some may be missing.
   *
   * @param place as in {@link #check}
   * @throws InvalidInputException {@link ErrorCode#INVALID_BALLOT} with the place in the ruling
   */
  public void checkRuling(List<List<String>> ranks, String place) {
    RankingCode.withEquals(new Options(options)).encode(ranks, place + "ruling");
  }

  private static void checkNumber(List<String> options, VotingRule rule) {
    boolean fits =
        rule.isElection() ? !options.isEmpty() && options.size() <= MAX_OPTIONS : options.isEmpty();
    if (!fits) {
      throw invalid(
          "options",
          options.size() + " options",
          rule.isElection()
              ? "1 to " + MAX_OPTIONS + " under " + rule.name()
              : "none under " + rule.name() + ", which counts YES and NO");
    }
  }

  private static void checkNames(List<String> options) {
    var seen = new HashSet<String>();
    for (int i = 0; i < options.size(); i++) {
      var name = options.get(i);
      boolean readable =
          !name.isBlank()
              && name.length() <= MAX_NAME
              && name.codePoints().noneMatch(Contest::isUnreadable);
      if (!readable || RESERVED.contains(name) || !seen.add(name)) {
        throw invalid(
            "options[" + i + "]",
            name,
            "a name that no other option has, of 1 to 200 characters, but not ABSTAIN or VETO");
      }
    }
  }

  private static boolean isUnreadable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  private static void checkChain(List<String> options, List<TieRule> ties) {
    for (int i = 0; i < ties.size(); i++) {
      var rule = ties.get(i);
      boolean last = i == ties.size() - 1;
      if (last ? !rule.canBeLast() : rule.isTotal()) {
        throw invalid(
            "tie[" + i + "]",
            rule.name(),
            "a chain that ends, and only ends, with ORDER, LOT or STATUS_QUO, or with ARBITER");
      }
      if (rule instanceof TieRule.Order(var order)) {
        checkOrder(options, order);
      }
    }
    if (ties.isEmpty()) {
      throw invalid("tie", "nothing", "at least one rule");
    }
  }

  // In an election nobody can say NO.
  private static void checkVoices(VotingRule rule, Quorum quorum) {
    if (rule.isElection() && quorum.counting().equals(Set.of(Quorum.Voice.NO))) {
      throw invalid("quorum.counting", "NO", "YES or ABSTAIN under " + rule.name());
    }
  }

  private static void checkOrder(List<String> options, List<String> order) {
    if (order.size() != options.size() || !Set.copyOf(order).equals(Set.copyOf(options))) {
      throw invalid("order", String.join(", ", order), "every option once");
    }
  }

  private static InvalidInputException invalid(String field, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_PROPOSAL, field, value, allowed);
  }
}

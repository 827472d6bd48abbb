package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What one voter says, and why.
 *
 * <p>Whether a ballot fits the contest is not known here: {@link Contest#check} tells. Immutable.
 */
public sealed interface Ballot {
  /** The most characters that a reason may have. */
  int MAX_REASON = 2_000;

  /** Why, in the voter's words; empty when it did not say. */
  String reason();

  /** For the proposal. */
  record Yes(String reason) implements Ballot {
    /** Checks the reason. */
    public Yes {
      checkReason(reason);
    }
  }

  /** Against the proposal. */
  record No(String reason) implements Ballot {
    /** Checks the reason. */
    public No {
      checkReason(reason);
    }
  }

  /** Neither for nor against, and for nobody; it can count towards the quorum. */
  record Abstain(String reason) implements Ballot {
    /** Checks the reason. */
    public Abstain {
      checkReason(reason);
    }
  }

  /** Ends the vote at once, if the voter holds a veto. */
  record Veto(String reason) implements Ballot {
    /** Checks the reason. */
    public Veto {
      checkReason(reason);
    }
  }

  /** For one option. */
  record Choice(String option, String reason) implements Ballot {
    /** Checks the reason. */
    public Choice {
      checkReason(reason);
    }
  }

  /**
   * The options in order of preference.
   *
   * @param ranks the best rank first; options of one rank are liked equally, options of none are
   *     left to the rule
   */
  record Ranking(List<List<String>> ranks, String reason) implements Ballot {
    /** Copies the ranks and checks the reason. */
    public Ranking {
      checkReason(reason);
      ranks = copy(ranks);
    }
  }

  /** All the options that are good enough. */
  record Approval(List<String> options, String reason) implements Ballot {
    /** Copies the options and checks the reason. */
    public Approval {
      checkReason(reason);
      options = List.copyOf(options);
    }
  }

  /**
   * A number for each option.
   *
   * @param scores by option; an option may be missing
   */
  record Scores(Map<String, Integer> scores, String reason) implements Ballot {
    /** Copies the scores and checks the reason. */
    public Scores {
      checkReason(reason);
      scores = Map.copyOf(scores);
    }
  }

  /** For the proposal. */
  static Ballot yes() {
    return new Yes("");
  }

  /** Against the proposal. */
  static Ballot no() {
    return new No("");
  }

  /** Neither for nor against. */
  static Ballot abstain() {
    return new Abstain("");
  }

  /** Ends the vote at once. */
  static Ballot veto() {
    return new Veto("");
  }

  /** For one option. */
  static Ballot choice(String option) {
    return new Choice(option, "");
  }

  /** These options in order of preference, the best one first. */
  static Ballot ranking(String... options) {
    return ranking(List.of(options).stream().map(List::of).toList());
  }

  /** The options of each rank, the best rank first. */
  static Ballot ranking(List<List<String>> ranks) {
    return new Ranking(ranks, "");
  }

  /** For each of these options. */
  static Ballot approval(String... options) {
    return new Approval(List.of(options), "");
  }

  /** A number for each option. */
  static Ballot scores(Map<String, Integer> scores) {
    return new Scores(scores, "");
  }

  /** The same ballot with a reason, of at most 2,000 characters. */
  default Ballot because(String why) {
    return switch (this) {
      case Yes _ -> new Yes(why);
      case No _ -> new No(why);
      case Abstain _ -> new Abstain(why);
      case Veto _ -> new Veto(why);
      case Choice(var option, _) -> new Choice(option, why);
      case Ranking(var ranks, _) -> new Ranking(ranks, why);
      case Approval(var options, _) -> new Approval(options, why);
      case Scores(var scores, _) -> new Scores(scores, why);
    };
  }

  // There are rankings by the hundred thousand, and ranks that cannot change are not copied.
  private static List<List<String>> copy(List<List<String>> ranks) {
    var copy = new ArrayList<List<String>>(ranks.size());
    for (var rank : ranks) {
      copy.add(List.copyOf(rank));
    }
    return Collections.unmodifiableList(copy);
  }

  private static void checkReason(String reason) {
    if (reason.length() > MAX_REASON) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT,
          "reason",
          reason.length() + " characters",
          "at most " + MAX_REASON);
    }
  }
}

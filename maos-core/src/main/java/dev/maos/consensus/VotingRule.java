package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/**
 * How the ballots of a contest become its outcome.
 *
 * <p>The rules of majorities and unanimity decide whether one proposal passes, by YES and NO; the
 * others elect one of several options. Ballots count by their weight under every rule. Immutable.
 */
public sealed interface VotingRule {

  /** The name of the rule, such as {@code RANKED_CHOICE}. */
  String name();

  /** What its ballots look like. */
  Form form();

  /** Whether it elects one of several options, rather than pass or reject. */
  default boolean isElection() {
    return form() != Form.YES_OR_NO;
  }

  /** The rule that does the counting: this one, or the one that is weighted. */
  default VotingRule counted() {
    return this instanceof Weighted(var over) ? over : this;
  }

  /** Decides whether one proposal passes. */
  sealed interface YesOrNo extends VotingRule {
    @Override
    default Form form() {
      return Form.YES_OR_NO;
    }
  }

  /** Elects one of several options. */
  sealed interface Election extends VotingRule {
    @Override
    default Form form() {
      return switch (this) {
        case Plurality _ -> Form.CHOICE;
        case Approval _ -> Form.APPROVAL;
        case Score _ -> Form.SCORES;
        case RankedChoice _, Schulze _, RankedPairs _, Copeland _, Borda _ -> Form.RANKING;
      };
    }
  }

  /**
   * Passes when the weight of YES reaches a share of a base.
   *
   * @param kind its name
   * @param threshold the share: more than nothing, at most all
   * @param base of what
   * @param strictness whether the share must be exceeded
   */
  record Majority(Kind kind, Fraction threshold, Base base, Strictness strictness)
      implements YesOrNo {
    /** Checks that the share can be reached, and that the base is the one that the name says. */
    public Majority {
      boolean whole = strictness == Strictness.MORE_THAN && threshold.equals(Fraction.ONE);
      if (threshold.signum() <= 0 || threshold.exceeds(Fraction.ONE) || whole) {
        throw invalid(
            "threshold", threshold, "more than 0 and at most 1, or less than 1 if it is strict");
      }
      if (kind == Kind.SIMPLE_MAJORITY && base != Base.CAST) {
        throw invalid("base of SIMPLE_MAJORITY", base, "CAST; ABSOLUTE_MAJORITY is of ELIGIBLE");
      }
      if (kind == Kind.ABSOLUTE_MAJORITY && base != Base.ELIGIBLE) {
        throw invalid("base of ABSOLUTE_MAJORITY", base, "ELIGIBLE; SIMPLE_MAJORITY is of CAST");
      }
    }

    @Override
    public String name() {
      return kind.name();
    }

    /** The same share of this base. */
    public Majority of(Base other) {
      return new Majority(kind, threshold, other, strictness);
    }

    /** The same share, to be exceeded or just reached. */
    public Majority when(Strictness other) {
      return new Majority(kind, threshold, base, other);
    }

    /** The names of majorities. */
    public enum Kind {
      /** Of the votes cast. */
      SIMPLE_MAJORITY,
      /** Of all that could have been cast. */
      ABSOLUTE_MAJORITY,
      /** Of either, usually more than half. */
      SUPER_MAJORITY
    }

    /** What the share is a share of. */
    public enum Base {
      /** YES and NO; who abstains is not in it. */
      CAST,
      /** The weight of all who may vote; who abstains or stays away is in it. */
      ELIGIBLE
    }

    /** Whether the share itself is enough. */
    public enum Strictness {
      /** It is not. */
      MORE_THAN,
      /** It is. */
      AT_LEAST
    }
  }

  /** Passes when all eligible weight says YES; who abstains or stays away blocks it. */
  record Unanimous() implements YesOrNo {
    @Override
    public String name() {
      return "UNANIMOUS";
    }
  }

  /** Passes when some weight says YES and none says NO. */
  record NemCon() implements YesOrNo {
    @Override
    public String name() {
      return "NEM_CON";
    }
  }

  /**
   * Another rule, with the name that says that weights matter.
   *
   * @param over the rule that counts; it is not a weighted one itself
   */
  record Weighted(VotingRule over) implements VotingRule {
    /** Checks that it is not weighted twice. */
    public Weighted {
      if (over instanceof Weighted) {
        throw invalid("rule under WEIGHTED", over.name(), "another rule");
      }
    }

    @Override
    public String name() {
      return "WEIGHTED";
    }

    @Override
    public Form form() {
      return over.form();
    }
  }

  /** Elects the option that most weight puts first. */
  record Plurality() implements Election {
    @Override
    public String name() {
      return "PLURALITY";
    }
  }

  /** Elects the option that most weight approves. */
  record Approval() implements Election {
    @Override
    public String name() {
      return "APPROVAL";
    }
  }

  /**
   * Elects the option with the greatest sum or mean of scores.
   *
   * @param least the least score that a ballot may give
   * @param most the greatest
   * @param average whether sums or means are compared
   * @param unscored what an option has from a ballot that gives it no score
   */
  record Score(int least, int most, Average average, Unscored unscored) implements Election {
    /** The least and the greatest number that the range may reach, negative and positive. */
    public static final int LIMIT = 1_000_000;

    /** Checks the range. */
    public Score {
      if (least >= most || least < -LIMIT || most > LIMIT) {
        throw invalid(
            "range of scores",
            least + ".." + most,
            "two different numbers in order, from -" + LIMIT + " to " + LIMIT);
      }
    }

    @Override
    public String name() {
      return "SCORE";
    }

    /** What is compared. */
    public enum Average {
      /** The scores by weight, added. */
      SUM,
      /** The sum divided by the weight that it comes from. */
      MEAN
    }

    /** What a missing score is. */
    public enum Unscored {
      /** A score of zero. */
      ZERO,
      /** No score: the ballot is not in this option's mean. */
      EXCLUDED
    }
  }

  /**
   * Elects by instant run-off: while no option has more than half of the continuing weight, the
   * last one is eliminated and its ballots go to their next option.
   *
   * @param paper what happens to ballots that are not a plain order of preference
   * @param elimination one after the other, or as many as cannot win any more
   * @param until when to stop
   */
  record RankedChoice(Paper paper, Elimination elimination, Until until) implements Election {
    @Override
    public String name() {
      return "RANKED_CHOICE";
    }

    /** How many are eliminated in a round. */
    public enum Elimination {
      /** The one with the least weight. */
      ONE,
      /** The most that have together less than the next one. */
      BATCH
    }

    /** When counting stops. */
    public enum Until {
      /** When an option has a majority of the continuing weight. */
      MAJORITY,
      /** When moreover no more than two options are left. */
      TWO
    }
  }

  /** Elects by strongest paths (Schulze, Social Choice and Welfare 36, 2011). */
  record Schulze(Strength strength, Unranked unranked) implements Election {
    @Override
    public String name() {
      return "SCHULZE";
    }
  }

  /** Elects by locking pairs in order of strength (Tideman, Social Choice and Welfare 4, 1987). */
  record RankedPairs(Strength strength, Unranked unranked) implements Election {
    @Override
    public String name() {
      return "RANKED_PAIRS";
    }
  }

  /** Elects the option with the most duels won, a drawn one counting half. */
  record Copeland(Unranked unranked) implements Election {
    @Override
    public String name() {
      return "COPELAND";
    }
  }

  /** Elects the option with the most points: one for each option below it, half for an equal. */
  record Borda(Unranked unranked) implements Election {
    @Override
    public String name() {
      return "BORDA";
    }
  }

  /** What ballots look like. */
  enum Form {
    /** For or against. */
    YES_OR_NO,
    /** One option, or a ranking of which the first counts. */
    CHOICE,
    /** Options in order of preference, or just one. */
    RANKING,
    /** All options that are good enough. */
    APPROVAL,
    /** A number for each option. */
    SCORES
  }

  /** How strong a victory of one option over another is. */
  enum Strength {
    /** As strong as the weight for the winner. */
    WINNING_VOTES,
    /** As strong as the difference. */
    MARGINS
  }

  /** What a ballot says of options that it does not rank. */
  enum Unranked {
    /** They are all equal, and below the ranked ones. */
    TIED_LAST,
    /** Nothing. */
    NO_OPINION
  }

  /** More YES than NO. */
  static Majority simpleMajority() {
    return new Majority(
        Majority.Kind.SIMPLE_MAJORITY,
        Fraction.HALF,
        Majority.Base.CAST,
        Majority.Strictness.MORE_THAN);
  }

  /** YES from more than half of all who may vote. */
  static Majority absoluteMajority() {
    return new Majority(
        Majority.Kind.ABSOLUTE_MAJORITY,
        Fraction.HALF,
        Majority.Base.ELIGIBLE,
        Majority.Strictness.MORE_THAN);
  }

  /** At least two thirds of the votes cast. */
  static Majority superMajority() {
    return superMajority(Fraction.of(2, 3));
  }

  /** At least this share of the votes cast. */
  static Majority superMajority(Fraction share) {
    return new Majority(
        Majority.Kind.SUPER_MAJORITY, share, Majority.Base.CAST, Majority.Strictness.AT_LEAST);
  }

  /** Instant run-off, one elimination at a time, until there is a majority. */
  static RankedChoice rankedChoice() {
    return new RankedChoice(
        Paper.STRICT, RankedChoice.Elimination.ONE, RankedChoice.Until.MAJORITY);
  }

  /** Strongest paths by winning votes, unranked options tied last. */
  static Schulze schulze() {
    return new Schulze(Strength.WINNING_VOTES, Unranked.TIED_LAST);
  }

  /** Ranked pairs by winning votes, unranked options tied last. */
  static RankedPairs rankedPairs() {
    return new RankedPairs(Strength.WINNING_VOTES, Unranked.TIED_LAST);
  }

  private static InvalidInputException invalid(String field, Object value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_PROPOSAL, field, value.toString(), allowed);
  }
}

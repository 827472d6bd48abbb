package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Arrays;
import java.util.List;

/**
 * Checks rankings and writes them as numbers: those of the options, with {@link #BREAK} between two
 * ranks.
 *
 * <p>What the paper of an instant run-off says of empty ranks, overvotes and duplicates is applied
 * here, all but {@code EXHAUST_IF_MULTIPLE_CONTINUING}, which depends on the round: such a rank
 * keeps its options. Used for many ballots, one after the other. Not thread-safe.
 */
final class RankingCode {
  static final int BREAK = -1;
  static final String AN_OPTION = "one of the options";
  private static final int NEVER = -1;

  private final Options options;
  private final Paper paper;
  private final boolean equalsAllowed;

  /** In which rank of the current ballot each option was seen last. */
  private final int[] rankOf;

  private final int[] code;
  private int length;
  private boolean ended;

  private RankingCode(Options options, Paper paper, boolean equalsAllowed) {
    this.options = options;
    this.paper = paper;
    this.equalsAllowed = equalsAllowed;
    this.rankOf = new int[options.size()];
    this.code = new int[2 * options.size()];
  }

  static RankingCode of(VotingRule rule, Options options) {
    var counted = rule.counted();
    return counted instanceof VotingRule.RankedChoice runoff
        ? new RankingCode(options, runoff.paper(), false)
        : new RankingCode(options, Paper.STRICT, counted.form() == VotingRule.Form.RANKING);
  }

  /** Of plain rankings with equals. */
  static RankingCode withEquals(Options options) {
    return new RankingCode(options, Paper.STRICT, true);
  }

  /**
   * The code of a ranking.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_BALLOT} if it is not valid
   */
  int[] encode(List<List<String>> ranks, String place) {
    Arrays.fill(rankOf, NEVER);
    length = 0;
    ended = false;
    int skipped = 0;
    for (int rank = 0; rank < ranks.size(); rank++) {
      var names = ranks.get(rank);
      skipped = names.isEmpty() ? skipped + 1 : 0;
      if (names.isEmpty()) {
        skip(skipped, rank, place);
      } else {
        add(names, rank, place);
      }
    }
    return Arrays.copyOf(code, length);
  }

  /** Where the rank ends that starts here. */
  static int endOfRank(int[] code, int start) {
    int end = start;
    while (end < code.length && code[end] != BREAK) {
      end++;
    }
    return end;
  }

  private void skip(int skipped, int rank, String place) {
    if (paper.maxSkippedRanks() == Paper.REFUSED) {
      throw invalid(at(place, rank), "[]", "at least one option in each rank");
    }
    ended |= skipped > paper.maxSkippedRanks();
  }

  private void add(List<String> names, int rank, String place) {
    int start = length;
    if (start > 0) {
      code[length++] = BREAK;
    }
    int first = length;
    int different = 0;
    boolean repeated = false;
    for (int i = 0; i < names.size(); i++) {
      int option = options.number(names.get(i));
      if (option < 0) {
        throw invalid(at(place, rank) + "[" + i + "]", names.get(i), AN_OPTION);
      }
      boolean duplicate = rankOf[option] != NEVER;
      if (duplicate && paper.duplicate() == Paper.Duplicate.REFUSE) {
        throw invalid(at(place, rank) + "[" + i + "]", names.get(i), "each option at most once");
      }
      repeated |= duplicate;
      different += rankOf[option] == rank ? 0 : 1;
      rankOf[option] = rank;
      if (!duplicate) {
        code[length++] = option;
      }
    }
    ended |= repeated && paper.duplicate() == Paper.Duplicate.EXHAUST;
    boolean kept = different < 2 || equalsAllowed || keepsOvervote(names, rank, place);
    if (ended || !kept || length == first) {
      length = start;
    }
  }

  private boolean keepsOvervote(List<String> names, int rank, String place) {
    return switch (paper.overvote()) {
      case REFUSE ->
          throw invalid(at(place, rank) + "[1]", names.get(1), "one option in each rank");
      case EXHAUST_IMMEDIATELY -> {
        ended = true;
        yield false;
      }
      case ALWAYS_SKIP_TO_NEXT_RANK -> false;
      case EXHAUST_IF_MULTIPLE_CONTINUING -> true;
    };
  }

  private static String at(String place, int rank) {
    return place + "ranking[" + rank + "]";
  }

  private static InvalidInputException invalid(String place, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_BALLOT, place, value, allowed);
  }
}

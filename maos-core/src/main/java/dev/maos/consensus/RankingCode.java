package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Arrays;
import java.util.List;

/**
 * Checks rankings and writes them as numbers: those of the options in order, the last one of each
 * rank as its complement.
 *
 * <p>What the paper of an instant run-off says of empty ranks, overvotes and duplicates is applied
 * here, all but {@code EXHAUST_IF_MULTIPLE_CONTINUING}, which depends on the round: such a rank
 * keeps its options. Used for many ballots, one after the other. Not thread-safe.
 */
final class RankingCode {
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
    this.code = new int[options.size()];
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
   * @param place where the ranking is, such as {@code "ballots[17].ranking"}
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

  /** The option that an entry of a code stands for. */
  static int option(int entry) {
    return entry < 0 ? ~entry : entry;
  }

  /** Where the rank ends that starts here: the index behind its last option. */
  static int endOfRank(int[] code, int start) {
    int end = start;
    while (code[end] >= 0) {
      end++;
    }
    return end + 1;
  }

  private void skip(int skipped, int rank, String place) {
    if (paper.maxSkippedRanks() == Paper.REFUSED) {
      throw invalid(at(place, rank), "[]", "at least one option in each rank");
    }
    ended |= skipped > paper.maxSkippedRanks();
  }

  private void add(List<String> names, int rank, String place) {
    int start = length;
    int different = 0;
    boolean repeated = false;
    for (int i = 0; i < names.size(); i++) {
      int option = option(names.get(i), rank, i, place);
      boolean duplicate = rankOf[option] != NEVER;
      repeated |= duplicate;
      different += rankOf[option] == rank ? 0 : 1;
      rankOf[option] = rank;
      if (!duplicate) {
        code[length++] = option;
      }
    }
    ended |= repeated && paper.duplicate() == Paper.Duplicate.EXHAUST;
    boolean kept = different < 2 || equalsAllowed || keepsOvervote(names, rank, place);
    if (ended || !kept) {
      length = start;
    } else if (length > start) {
      code[length - 1] = ~code[length - 1];
    }
  }

  private int option(String name, int rank, int index, String place) {
    int option = options.number(name);
    if (option < 0) {
      throw invalid(at(place, rank) + "[" + index + "]", name, AN_OPTION);
    }
    if (rankOf[option] != NEVER && paper.duplicate() == Paper.Duplicate.REFUSE) {
      throw invalid(at(place, rank) + "[" + index + "]", name, "each option at most once");
    }
    return option;
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
    return place + "[" + rank + "]";
  }

  private static InvalidInputException invalid(String place, String value, String allowed) {
    return new InvalidInputException(ErrorCode.INVALID_BALLOT, place, value, allowed);
  }
}

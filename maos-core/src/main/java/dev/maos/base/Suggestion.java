package dev.maos.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody probably meant to type. */
public final class Suggestion {
  private static final int MOST_SLIPS = 2;
  private static final int LONGEST = 40;

  private Suggestion() {}

  /** The candidate that is at most two slips of the fingers away from the word, the nearest one. */
  public static Optional<String> closest(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    return candidates.stream()
        .filter(candidate -> slips(word, candidate) <= MOST_SLIPS)
        .filter(candidate -> slips(word, candidate) < candidate.length() - 1)
        .min(Comparator.comparingInt(candidate -> slips(word, candidate)));
  }

  /** How many letters are missing, too many, wrong, or have changed places with the next one. */
  static int slips(String word, String candidate) {
    var counts = new int[word.length() + 1][candidate.length() + 1];
    for (int i = 0; i <= word.length(); i++) {
      for (int j = 0; j <= candidate.length(); j++) {
        counts[i][j] = i == 0 || j == 0 ? i + j : fewest(word, i, candidate, j, counts);
      }
    }
    return counts[word.length()][candidate.length()];
  }

  private static int fewest(String word, int i, String candidate, int j, int[][] counts) {
    boolean same = word.charAt(i - 1) == candidate.charAt(j - 1);
    int fewest = counts[i - 1][j - 1] + (same ? 0 : 1);
    fewest = Math.min(fewest, 1 + Math.min(counts[i - 1][j], counts[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && word.charAt(i - 1) == candidate.charAt(j - 2)
            && word.charAt(i - 2) == candidate.charAt(j - 1);
    return swapped ? Math.min(fewest, 1 + counts[i - 2][j - 2]) : fewest;
  }
}

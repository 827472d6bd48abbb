package dev.maos.consensus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The ballots of an instant run-off, and with whom each pile lies. Not thread-safe. */
final class RunoffBallots {
  private final RankedPiles piles;
  private final Options options;
  private final boolean[] eliminated;

  /** By pile: the option that has it; the number of options stands for none. */
  private final int[] holder;

  /** By pile: where in its code the rank of its holder begins. */
  private final int[] position;

  private final int exhausted;

  RunoffBallots(RankedPiles piles) {
    this.piles = piles;
    this.options = piles.options();
    this.exhausted = options.size();
    this.eliminated = new boolean[options.size()];
    this.holder = new int[piles.size()];
    this.position = new int[piles.size()];
    for (int pile = 0; pile < holder.length; pile++) {
      advance(pile);
    }
  }

  /** What every option has, and behind the last one what is exhausted. */
  Fraction[] tally() {
    return piles
        .weights()
        .sums(exhausted + 1, 1, (sums, pile, weight) -> sums[holder[pile]] += weight);
  }

  /** Takes these options out of the count. */
  List<Transfer> move(List<Integer> leaving) {
    leaving.forEach(option -> eliminated[option] = true);
    var before = holder.clone();
    for (int pile = 0; pile < holder.length; pile++) {
      if (holder[pile] != exhausted && eliminated[holder[pile]]) {
        advance(pile);
      }
    }
    return transfers(leaving, before);
  }

  private List<Transfer> transfers(List<Integer> leaving, int[] before) {
    int width = exhausted + 1;
    var row = new int[width];
    Arrays.fill(row, -1);
    for (int i = 0; i < leaving.size(); i++) {
      row[leaving.get(i)] = i * width;
    }
    var moved =
        piles
            .weights()
            .sums(
                leaving.size() * width,
                1,
                (sums, pile, weight) -> {
                  if (row[before[pile]] >= 0) {
                    sums[row[before[pile]] + holder[pile]] += weight;
                  }
                });
    var transfers = new ArrayList<Transfer>();
    for (int option : leaving) {
      for (int to = 0; to < width; to++) {
        var weight = moved[row[option] + to];
        if (!weight.isZero()) {
          transfers.add(new Transfer(options.name(option), name(to), weight));
        }
      }
    }
    return transfers;
  }

  private Optional<String> name(int holder) {
    return holder == exhausted ? Optional.empty() : Optional.of(options.name(holder));
  }

  /** Gives a pile to the first rank that has a continuing option, from where it lies on. */
  private void advance(int pile) {
    var code = piles.code(pile);
    int at = position[pile];
    int found = exhausted;
    while (at < code.length && found == exhausted) {
      int end = RankingCode.endOfRank(code, at);
      int first = continuing(code, at, end);
      if (first < end && continuing(code, first + 1, end) < end) {
        // Several of one rank continue, and a vote cannot be shared.
        at = code.length;
      } else if (first < end) {
        found = RankingCode.option(code[first]);
      } else {
        at = end;
      }
    }
    position[pile] = at;
    holder[pile] = found;
  }

  /** Where the first continuing option is in a part of a code; its end, if there is none. */
  private int continuing(int[] code, int from, int end) {
    int at = from;
    while (at < end && eliminated[RankingCode.option(code[at])]) {
      at++;
    }
    return at;
  }
}

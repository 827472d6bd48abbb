package dev.maos.consensus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Short forms for contests and ballots. */
final class Elections {
  private Elections() {}

  /** Piles such as {@code "5: A>B=C>D"}; the weight of each ballot is one. */
  static List<Pile> piles(String... lines) {
    return Arrays.stream(lines).map(Elections::pile).toList();
  }

  private static Pile pile(String line) {
    var parts = line.split(":", 2);
    return new Pile(ranking(parts[1].trim()), Fraction.parse(parts[0].trim()), Fraction.ONE);
  }

  /** A ranking such as {@code "A>B=C>D"}; an empty text is a blank one. */
  static Ballot ranking(String text) {
    var ranks = new ArrayList<List<String>>();
    if (!text.isEmpty()) {
      for (var rank : text.split(">", -1)) {
        ranks.add(
            rank.isBlank()
                ? List.of()
                : Arrays.stream(rank.split("=", -1)).map(String::trim).toList());
      }
    }
    return Ballot.ranking(ranks);
  }

  /** Ballots that have just these duels, from a published matrix: row beats column so often. */
  static List<Pile> duels(List<String> options, long[][] matrix) {
    var piles = new ArrayList<Pile>();
    for (int one = 0; one < matrix.length; one++) {
      for (int other = 0; other < matrix.length; other++) {
        if (one != other) {
          piles.add(
              Pile.of(Ballot.ranking(options.get(one), options.get(other)), matrix[one][other]));
        }
      }
    }
    return piles;
  }

  static Count count(Contest contest, List<Pile> piles) {
    return Count.of(contest, BallotBox.of(piles));
  }

  static Count count(VotingRule rule, List<String> options, String... lines) {
    return count(Contest.between(options, rule), piles(lines));
  }

  /** One yes-or-no vote of weight one each: {@code "YYNA"}; '-' stays away. */
  static Count yesOrNo(Contest contest, String voices) {
    var piles = new ArrayList<Pile>();
    for (int i = 0; i < voices.length(); i++) {
      char voice = voices.charAt(i);
      if (voice != '-') {
        piles.add(Pile.of(voice(voice), 1));
      }
    }
    var all = Fraction.of(voices.length());
    return Count.of(contest, BallotBox.of(piles).among(new Roll(all, all)));
  }

  static Ballot voice(char voice) {
    return switch (voice) {
      case 'Y' -> Ballot.yes();
      case 'N' -> Ballot.no();
      case 'A' -> Ballot.abstain();
      case 'V' -> Ballot.veto();
      default -> throw new IllegalArgumentException("no voice: " + voice);
    };
  }

  static Fraction exact(String text) {
    return Fraction.parse(text);
  }
}

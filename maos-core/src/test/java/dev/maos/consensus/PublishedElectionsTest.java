package dev.maos.consensus;

import static dev.maos.consensus.Elections.count;
import static dev.maos.consensus.Elections.duels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.consensus.VotingRule.RankedChoice;
import dev.maos.consensus.VotingRule.Strength;
import dev.maos.consensus.VotingRule.Unranked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elections whose totals were published, and the examples that everybody teaches with. */
class PublishedElectionsTest {
  // "Tennessee capital", the running example of Wikipedia's articles on voting, in percent:
  // https://en.wikipedia.org/wiki/Condorcet_method
  private static final List<String> CITIES =
      List.of("Memphis", "Nashville", "Chattanooga", "Knoxville");
  private static final String[] TENNESSEE = {
    "42: Memphis>Nashville>Chattanooga>Knoxville",
    "26: Nashville>Chattanooga>Knoxville>Memphis",
    "15: Chattanooga>Knoxville>Nashville>Memphis",
    "17: Knoxville>Chattanooga>Nashville>Memphis"
  };

  // 45 voters and five options, https://en.wikipedia.org/wiki/Schulze_method
  private static final List<String> LETTERS = List.of("A", "B", "C", "D", "E");
  private static final String[] SCHULZE = {
    "5: A>C>B>E>D", "5: A>D>E>C>B", "8: B>E>D>A>C", "3: C>A>B>E>D",
    "7: C>A>E>B>D", "2: C>B>A>D>E", "7: D>C>E>B>A", "8: E>B>A>D>C"
  };

  @Test
  void tennesseeByPlurality() {
    var count = count(new VotingRule.Plurality(), CITIES, TENNESSEE);

    assertThat(count.decision()).isEqualTo(new Decision.Winner("Memphis"));
    assertThat(count.rounds().getFirst().tally()).isEqualTo(tally(CITIES, 42, 26, 15, 17));
  }

  @Test
  void tennesseeByInstantRunoff() {
    var count = count(VotingRule.rankedChoice(), CITIES, TENNESSEE);

    assertThat(count.decision()).isEqualTo(new Decision.Winner("Knoxville"));
    assertThat(count.rounds()).hasSize(3);
    assertThat(count.rounds().get(0).eliminated()).containsExactly("Chattanooga");
    assertThat(count.rounds().get(1).tally())
        .isEqualTo(tally(List.of("Memphis", "Nashville", "Knoxville"), 42, 26, 32));
    assertThat(count.rounds().get(2).tally())
        .isEqualTo(tally(List.of("Memphis", "Knoxville"), 42, 58));
    assertThat(count.order())
        .containsExactly(
            List.of("Knoxville"), List.of("Memphis"), List.of("Nashville"), List.of("Chattanooga"));
  }

  @Test
  void tennesseeByBorda() {
    var count = count(new VotingRule.Borda(Unranked.TIED_LAST), CITIES, TENNESSEE);

    assertThat(count.decision()).isEqualTo(new Decision.Winner("Nashville"));
    assertThat(count.rounds().getFirst().tally()).isEqualTo(tally(CITIES, 126, 194, 173, 107));
  }

  @Test
  void tennesseeByPairs() {
    for (var rule :
        List.of(
            VotingRule.schulze(),
            VotingRule.rankedPairs(),
            new VotingRule.Copeland(Unranked.TIED_LAST))) {
      var count = count(rule, CITIES, TENNESSEE);

      assertThat(count.decision()).isEqualTo(new Decision.Winner("Nashville"));
      assertThat(count.order())
          .containsExactly(
              List.of("Nashville"),
              List.of("Chattanooga"),
              List.of("Knoxville"),
              List.of("Memphis"));
      assertThat(count.pairings().duels())
          .containsExactly(
              duel("Memphis", "Nashville", 42, 58),
              duel("Memphis", "Chattanooga", 42, 58),
              duel("Memphis", "Knoxville", 42, 58),
              duel("Nashville", "Chattanooga", 68, 32),
              duel("Nashville", "Knoxville", 68, 32),
              duel("Chattanooga", "Knoxville", 83, 17));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theExampleOfSchulze(Strength strength) {
    var count = count(new VotingRule.Schulze(strength, Unranked.TIED_LAST), LETTERS, SCHULZE);

    assertThat(count.decision()).isEqualTo(new Decision.Winner("E"));
    assertThat(count.order())
        .containsExactly(List.of("E"), List.of("A"), List.of("C"), List.of("B"), List.of("D"));
    assertThat(count.pairings().duels())
        .containsExactly(
            duel("A", "B", 20, 25),
            duel("A", "C", 26, 19),
            duel("A", "D", 30, 15),
            duel("A", "E", 22, 23),
            duel("B", "C", 16, 29),
            duel("B", "D", 33, 12),
            duel("B", "E", 18, 27),
            duel("C", "D", 17, 28),
            duel("C", "E", 24, 21),
            duel("D", "E", 14, 31));
  }

  @Test
  void theStrongestPathsOfTheExampleOfSchulze() {
    var count = count(VotingRule.schulze(), LETTERS, SCHULZE);

    assertThat(count.pairings().paths())
        .containsExactly(
            duel("A", "B", 28, 25),
            duel("A", "C", 28, 25),
            duel("A", "D", 30, 25),
            duel("A", "E", 24, 25),
            duel("B", "C", 28, 29),
            duel("B", "D", 33, 28),
            duel("B", "E", 24, 28),
            duel("C", "D", 29, 28),
            duel("C", "E", 24, 28),
            duel("D", "E", 24, 31));
  }

  // Burlington, Vermont, mayor, 3 March 2009. The official rounds, as in
  // https://en.wikipedia.org/wiki/2009_Burlington_mayoral_election; the ballots here are made so
  // that they give these totals and transfers.
  @Test
  void burlingtonByInstantRunoff() {
    var names = List.of("Wright", "Kiss", "Montroll", "Smith", "Simpson", "Write-in");
    var count =
        count(
            new RankedChoice(
                Paper.STRICT, RankedChoice.Elimination.BATCH, RankedChoice.Until.MAJORITY),
            names,
            "2951: Wright",
            "2585: Kiss",
            "1332: Montroll>Kiss",
            "731: Montroll>Wright",
            "343: Smith>Wright",
            "396: Smith>Kiss",
            "36: Smith>Montroll>Wright",
            "420: Smith>Montroll",
            "111: Smith",
            "35: Simpson>Montroll",
            "36: Write-in",
            "4: ");

    assertThat(count.decision()).isEqualTo(new Decision.Winner("Kiss"));
    assertThat(count.rounds()).hasSize(3);
    assertThat(count.rounds().get(0).tally())
        .isEqualTo(tally(names, 2951, 2585, 2063, 1306, 35, 36));
    assertThat(count.rounds().get(0).exhausted()).isEqualTo(Fraction.of(4));
    assertThat(count.rounds().get(0).eliminated()).containsExactly("Simpson", "Write-in", "Smith");
    assertThat(count.rounds().get(1).tally())
        .isEqualTo(tally(List.of("Wright", "Kiss", "Montroll"), 3294, 2981, 2554));
    assertThat(count.rounds().get(1).exhausted()).isEqualTo(Fraction.of(151));
    assertThat(count.rounds().get(1).transfers())
        .containsExactly(
            new Transfer("Montroll", Optional.of("Wright"), Fraction.of(767)),
            new Transfer("Montroll", Optional.of("Kiss"), Fraction.of(1332)),
            new Transfer("Montroll", Optional.empty(), Fraction.of(455)));
    assertThat(count.rounds().get(2).tally())
        .isEqualTo(tally(List.of("Wright", "Kiss"), 4061, 4313));
    assertThat(count.rounds().get(2).exhausted()).isEqualTo(Fraction.of(606));
  }

  // The same election by pairs, as in https://electowiki.org/wiki/2009_Burlington_mayoral_election:
  // Montroll beat everybody.
  @Test
  void burlingtonByPairs() {
    var names = List.of("Kiss", "Montroll", "Smith", "Simpson", "Write-in", "Wright");
    var piles = duels(names.subList(0, 2), new long[][] {{0, 3477}, {4067, 0}});
    var all = new ArrayList<>(piles);
    all.addAll(duels(List.of("Kiss", "Wright"), new long[][] {{0, 4314}, {4064, 0}}));
    all.addAll(duels(List.of("Montroll", "Wright"), new long[][] {{0, 4597}, {3668, 0}}));
    var three = List.of("Kiss", "Montroll", "Wright");

    for (var rule :
        List.of(
            new VotingRule.Schulze(Strength.MARGINS, Unranked.NO_OPINION),
            new VotingRule.RankedPairs(Strength.WINNING_VOTES, Unranked.NO_OPINION),
            new VotingRule.Copeland(Unranked.NO_OPINION))) {
      assertThat(count(Contest.between(three, rule), all).order())
          .containsExactly(List.of("Montroll"), List.of("Kiss"), List.of("Wright"));
    }
  }

  // President of Ireland 1990: first and second count, with the votes that were not transferable.
  // https://en.wikipedia.org/wiki/1990_Irish_presidential_election
  @Test
  void ireland1990() {
    var count =
        count(
            VotingRule.rankedChoice(),
            List.of("Robinson", "Lenihan", "Currie"),
            "612265: Robinson",
            "694484: Lenihan",
            "205565: Currie>Robinson",
            "36789: Currie>Lenihan",
            "25548: Currie");

    assertThat(count.decision()).isEqualTo(new Decision.Winner("Robinson"));
    assertThat(count.rounds().get(1).tally())
        .isEqualTo(tally(List.of("Robinson", "Lenihan"), 817830, 731273));
    assertThat(count.rounds().get(1).exhausted()).isEqualTo(Fraction.of(25548));
  }

  // President of Ireland 1997: three candidates were eliminated at once, because together they had
  // less than the second. https://en.wikipedia.org/wiki/1997_Irish_presidential_election
  @Test
  void ireland1997() {
    var names = List.of("McAleese", "Banotti", "Scallon", "Roche", "Nally");
    var count =
        count(
            new RankedChoice(
                Paper.STRICT, RankedChoice.Elimination.BATCH, RankedChoice.Until.MAJORITY),
            names,
            "574424: McAleese",
            "372002: Banotti",
            "131835: Scallon>McAleese",
            "43623: Scallon>Banotti",
            "81891: Roche>Banotti",
            "6532: Roche",
            "59529: Nally");

    assertThat(count.decision()).isEqualTo(new Decision.Winner("McAleese"));
    assertThat(count.rounds()).hasSize(2);
    assertThat(count.rounds().get(0).tally())
        .isEqualTo(tally(names, 574424, 372002, 175458, 88423, 59529));
    assertThat(count.rounds().get(0).eliminated()).containsExactly("Nally", "Roche", "Scallon");
    assertThat(count.rounds().get(1).tally())
        .isEqualTo(tally(List.of("McAleese", "Banotti"), 706259, 497516));
    assertThat(count.rounds().get(1).exhausted()).isEqualTo(Fraction.of(66061));
  }

  // Debian project leader 2002: the matrix of https://www.debian.org/vote/2002/vote_0001
  @ParameterizedTest
  @EnumSource
  void debian2002(Strength strength) {
    var names = List.of("Robinson", "Hertzog", "Garbee", "None of the above");
    var ballots =
        duels(
            names,
            new long[][] {
              {0, 255, 178, 385}, {199, 0, 134, 406}, {291, 327, 0, 443}, {68, 50, 18, 0}
            });

    for (var rule :
        List.of(
            new VotingRule.Schulze(strength, Unranked.NO_OPINION),
            new VotingRule.RankedPairs(strength, Unranked.NO_OPINION),
            new VotingRule.Copeland(Unranked.NO_OPINION))) {
      assertThat(count(Contest.between(names, rule), ballots).order())
          .containsExactly(
              List.of("Garbee"),
              List.of("Robinson"),
              List.of("Hertzog"),
              List.of("None of the above"));
    }
  }

  private static Duel duel(String one, String other, long forOne, long forOther) {
    return new Duel(one, other, Fraction.of(forOne), Fraction.of(forOther));
  }

  private static Map<String, Fraction> tally(List<String> names, long... values) {
    var tally = new LinkedHashMap<String, Fraction>();
    for (int i = 0; i < values.length; i++) {
      tally.put(names.get(i), Fraction.of(values[i]));
    }
    return tally;
  }
}

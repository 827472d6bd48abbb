package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.cli.demo.Fate.Moment;
import dev.maos.testkit.Seed;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FateTest {
  private static final List<SourceFile> NONE = List.of();

  @Test
  void onceStrikesOverTheFileInTheMiddle() {
    var strikes = strikes(Fate.once(files(11), 3), files(11));

    assertThat(strikes).hasSize(1).containsValue(Moment.BEFORE_THE_ANSWER);
    assertThat(strikes.firstKey()).startsWith("File5.java");
  }

  @Test
  void onceStrikesTheOnlyFile() {
    assertThat(strikes(Fate.once(files(1), 3), files(1))).hasSize(1);
  }

  @Test
  void theSeedChoosesTheDisciplineOfTheOnlyStrike() {
    var struck =
        Seed.range(1, 50)
            .mapToObj(seed -> strikes(Fate.once(files(1), seed), files(1)).firstKey())
            .distinct();

    assertThat(struck).hasSize(Discipline.values().length);
  }

  @Test
  void noFateIsThereWithoutFiles() {
    assertThat(strikes(Fate.once(NONE, 1), files(3))).isEmpty();
    assertThat(strikes(Fate.often(NONE, 1), files(3))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 250, 5_000})
  void oftenStrikesAsOftenAsItShouldWhateverTheSeed(int count) {
    var files = files(count);

    Seed.range(1, 10)
        .forEach(seed ->
            assertThat(strikes(Fate.often(files, seed), files))
                .as("%s, %d files", new Seed(seed), count)
                .hasSize(Math.clamp(count * 4 / 50, 2, 6)));
  }

  @Test
  void theSameSeedIsTheSameFateInWhateverOrderTheReviewsStart() {
    Seed.range(1, 50)
        .forEach(seed -> {
          var there = strikes(Fate.often(files(50), seed), files(50));
          var back = strikes(Fate.often(files(50), seed), files(50).reversed());

          assertThat(back).as("%s", new Seed(seed)).isEqualTo(there);
        });
  }

  @Test
  void anotherSeedIsAnotherFate() {
    var fates = Seed.range(1, 20).mapToObj(seed -> strikes(Fate.often(files(50), seed), files(50)));

    assertThat(fates.distinct()).hasSizeGreaterThan(10);
  }

  @Test
  void aReviewThatKilledGoesWellTheSecondTime() {
    var fate = Fate.often(files(50), 1);

    assertThat(strikes(fate, files(50))).isNotEmpty();
    assertThat(strikes(fate, files(50))).isEmpty();
  }

  private static List<SourceFile> files(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new SourceFile("File" + i + ".java", 100))
        .toList();
  }

  private static SortedMap<String, Moment> strikes(Fate fate, List<SourceFile> files) {
    var strikes = new TreeMap<String, Moment>();
    for (var file : files) {
      for (var discipline : Discipline.values()) {
        fate.strike(discipline, file.path())
            .ifPresent(moment -> strikes.put(file.path() + " " + discipline, moment));
      }
    }
    return strikes;
  }
}

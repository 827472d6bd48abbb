package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.cli.demo.Fate.Moment;
import dev.maos.testkit.Seed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FateTest {
  @Test
  void onceStrikesHalfWay() {
    var strikes = strikes(Fate.once(10), 20);

    assertThat(strikes.get(4)).contains(Moment.BEFORE_THE_ANSWER);
    assertThat(strikes.stream().flatMap(Optional::stream)).hasSize(1);
  }

  @Test
  void onceStrikesTheOnlyReview() {
    assertThat(Fate.once(1).next()).contains(Moment.BEFORE_THE_ANSWER);
  }

  @Test
  void noFateIsThereWithoutReviews() {
    assertThat(Fate.once(0).next()).isEmpty();
    assertThat(Fate.often(0, new Seed(1).random()).next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 40, 1_000, 20_000})
  void oftenStrikesAsOftenAsItShouldWhateverTheSeed(int reviews) {
    Seed.range(1, 50)
        .mapToObj(Seed::new)
        .forEach(seed -> {
          var strikes = strikes(Fate.often(reviews, seed.random()), reviews);

          assertThat(strikes.stream().flatMap(Optional::stream).count())
              .as("%s, %d reviews", seed, reviews)
              .isEqualTo(Math.min(reviews, Math.clamp(reviews / 50, 2, 6)));
        });
  }

  @Test
  void theSameSeedIsTheSameFate() {
    var first = strikes(Fate.often(200, new Seed(7).random()), 200);
    var second = strikes(Fate.often(200, new Seed(7).random()), 200);

    assertThat(first).isEqualTo(second);
  }

  private static List<Optional<Moment>> strikes(Fate fate, int reviews) {
    return IntStream.range(0, reviews).mapToObj(i -> fate.next()).toList();
  }
}

package dev.maos.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TalliesTest {
  @Test
  void allPlacesAddUpAlsoThoseThatShareANumber() {
    var tallies = new Tallies();
    var places = IntStream.range(0, 200).mapToObj(i -> tallies.open()).toList();

    places.forEach(Tallies.Tally::increment);
    places.getFirst().increment();
    places.getLast().increment();

    assertThat(tallies.total()).isEqualTo(202);
  }

  @Test
  void placesThatShareANumberMayAddAtTheSameTime() {
    var tallies = new Tallies();
    var places = IntStream.range(0, 200).mapToObj(i -> tallies.open()).toList();

    places.parallelStream()
        .forEach(place -> {
          for (int i = 0; i < 1_000; i++) {
            place.increment();
          }
        });

    assertThat(tallies.total()).isEqualTo(200_000);
  }
}

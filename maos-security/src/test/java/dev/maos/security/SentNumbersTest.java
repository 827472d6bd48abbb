package dev.maos.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentNumbersTest {
  private static final AgentId ANN = AgentId.of("ann");
  private static final AgentId BOB = AgentId.of("bob");

  private final SentNumbers numbers = new SentNumbers(3);

  @Test
  void eachPlaceCountsForItself() {
    assertThat(numbers.next(ANN, "x")).isZero();
    assertThat(numbers.next(ANN, "x")).isEqualTo(1);
    assertThat(numbers.next(ANN, "y")).isZero();
    assertThat(numbers.next(BOB, "x")).isZero();
    assertThat(numbers.next(ANN, "x")).isEqualTo(2);
  }

  @Test
  void noNumberComesBack() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var last = new HashMap<String, Long>();

    for (int i = 0; i < 10_000; i++) {
      var to = "place " + random.nextInt(8);
      long number = numbers.next(ANN, to);
      assertThat(number).as("seed %d", seed).isGreaterThan(last.getOrDefault(to, -1L));
      last.put(to, number);
    }
  }
}

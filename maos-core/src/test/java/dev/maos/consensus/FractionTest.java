package dev.maos.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.Seed;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FractionTest {
  @ParameterizedTest
  @CsvSource({
    "3, 3",
    "-3, -3",
    "6/4, 3/2",
    "-6/4, -3/2",
    "0/7, 0",
    "0.25, 1/4",
    "-0.5, -1/2",
    "007, 7",
    "4/2, 2"
  })
  void whatIsReadIsInLowestTerms(String text, String lowest) {
    assertThat(Fraction.parse(text)).hasToString(lowest).isEqualTo(Fraction.parse(lowest));
    assertThat(Fraction.parse(text)).hasSameHashCodeAs(Fraction.parse(lowest));
  }

  @Test
  void decimalsAreExact() {
    assertThat(Fraction.of(new BigDecimal("0.1")).plus(Fraction.parse("0.2")))
        .isEqualTo(Fraction.parse("0.3"));
    assertThat(Fraction.of(new BigDecimal("1.5E+3"))).isEqualTo(Fraction.of(1500));
  }

  @Test
  void denominatorsArePositive() {
    assertThat(Fraction.of(1, -2)).hasToString("-1/2");
    assertThatThrownBy(() -> Fraction.of(1, 0)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Fraction.ONE.dividedBy(Fraction.ZERO))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void itIsAField() {
    Seed.next()
        .times(
            500,
            random -> {
              var a = any(random);
              var b = any(random);
              var c = any(random);

              assertThat(a.plus(b)).isEqualTo(b.plus(a));
              assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
              assertThat(a.times(b.plus(c))).isEqualTo(a.times(b).plus(a.times(c)));
              assertThat(a.minus(b).plus(b)).isEqualTo(a);
              assertThat(Fraction.parse(a.toString())).isEqualTo(a);
              assertThat(a.compareTo(b)).isEqualTo(a.minus(b).signum());
              assertThat(a.exceeds(b)).isEqualTo(a.minus(b).signum() > 0);
              if (!b.isZero()) {
                assertThat(a.dividedBy(b).times(b)).isEqualTo(a);
              }
            });
  }

  private static Fraction any(RandomGenerator random) {
    return Fraction.of(random.nextInt(-20, 20), random.nextInt(1, 20));
  }
}

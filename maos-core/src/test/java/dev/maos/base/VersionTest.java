package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions and ranges of them, as in Semantic Versioning 2.0; and needs, which name both. */
class VersionTest {
  @Test
  void numbersThatAreLeftOutAreZero() {
    assertThat(Version.of("17")).isEqualTo(Version.of(17, 0, 0)).hasToString("17.0.0");
    assertThat(Version.of("1.2")).hasToString("1.2.0");
    assertThat(Version.of("1.4.0-rc.2+7f3a")).isEqualTo(new Version(1, 4, 0, "rc.2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1.",
        ".1",
        "1.2.3.4",
        "01",
        "1.02",
        "-1",
        "1-",
        "1-a..b",
        "1+",
        "v1",
        "1 ",
        "1.2.3-\u00e9",
        "1234567890",
        "1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void whatIsNoVersionIsRefused(String text) {
    var refusal = catchThrowableOfType(InvalidInputException.class, () -> Version.of(text));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_VERSION);
    assertThat(refusal.value()).hasSizeLessThanOrEqualTo(64);
  }

  // The order that the specification gives as its example.
  @Test
  void aPreReleaseComesBeforeItsRelease() {
    var ordered =
        List.of(
            "0.9.9",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.1.0",
            "2.0.0");
    var shuffled = new ArrayList<>(ordered.stream().map(Version::of).toList());
    Collections.shuffle(shuffled, new Random(7));
    Collections.sort(shuffled);

    assertThat(shuffled).extracting(Version::toString).containsExactlyElementsOf(ordered);
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    Seed.next()
        .times(
            2_000,
            random -> {
              var version = random(random.nextInt(1 << 20));
              assertThat(Version.of(version.toString())).isEqualTo(version);
              assertThat(version).isEqualByComparingTo(Version.of(version + "+build.7"));
            });
  }

  private static Version random(int seed) {
    var random = new SplittableRandom(seed);
    var tail =
        IntStream.range(0, random.nextInt(4))
            .mapToObj(i -> random.nextBoolean() ? "rc" + i : Integer.toString(random.nextInt(20)))
            .collect(Collectors.joining("."));
    return new Version(random.nextInt(3), random.nextInt(3), random.nextInt(1_000_000_000), tail);
  }

  @ParameterizedTest
  @CsvSource({
    ">=17,             17,         true",
    ">=17,             21.0.2,     true",
    ">=17,             16.9,       false",
    ">17,              17,         false",
    "<2,               1.9.9,      true",
    "<2,               2.0.0-rc.1, false",
    "<=2,              2,          true",
    "=1.2,             1.2.0,      true",
    "=1.2,             1.2.1,      false",
    ">=1.2 <2,         1.9,        true",
    ">=1.2 <2,         2.0,        false",
    "^1.2,             1.9.9,      true",
    "^1.2,             2.0,        false",
    "^1.2,             1.1.9,      false",
    "~1.2,             1.2.9,      true",
    "~1.2,             1.3,        false",
    ">=1.0,            2.0.0-rc.1, false",
    ">=2.0.0-rc.1,     2.0.0-rc.2, true",
    ">=2.0.0-rc.1,     2.0.0,      true",
    ">=2.0.0-rc.1,     2.1.0-rc.1, false"
  })
  void aRangeContainsWhatAllItsTermsAllow(String range, String version, boolean contains) {
    assertThat(VersionRange.of(range).contains(Version.of(version))).isEqualTo(contains);
    assertThat(VersionRange.of(VersionRange.of(range).toString()))
        .isEqualTo(VersionRange.of(range));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {">=", "17", ">=x", ">=1 or <2", "=>1", "^", ">=1 >=2 >=3 >=4 >=5 >=6 >=7 >=8 >=9"})
  void whatIsNoRangeIsRefused(String text) {
    var refusal = catchThrowableOfType(InvalidInputException.class, () -> VersionRange.of(text));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_VERSION);
  }

  @Test
  void aNeedIsACapabilityInARange() {
    assertThat(Need.of("java-review>=17"))
        .isEqualTo(
            new Need(CapabilityName.of("java-review"), VersionRange.atLeast(Version.of(17, 0, 0))));
    assertThat(Need.of("java-review ^1.2").versions()).isEqualTo(VersionRange.of("^1.2"));
    assertThat(Need.of("sql").versions().isAny()).isTrue();
    assertThat(Need.of("a/b:c.d")).hasToString("a/b:c.d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ">=17", "-a", "a,b", "a;>=1", "\u0430"})
  void aNeedWithAnOddNameIsRefusedWhole(String text) {
    var refusal = catchThrowableOfType(InvalidInputException.class, () -> Need.of(text));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CAPABILITY);
    assertThat(refusal.value()).isEqualTo(InvalidInputException.escape(text));
  }

  @Test
  void aNeedThatIsTooLongIsRefused() {
    var longest = "c".repeat(128) + ">=1.2.3-" + "p".repeat(58);
    assertThat(Need.of(longest)).isNotNull();

    assertThat(
            catchThrowableOfType(
                InvalidInputException.class, () -> Need.of(longest + " <2.0.0-" + "q".repeat(58))))
        .hasMessageContaining("255");
    assertThat(
            catchThrowableOfType(InvalidInputException.class, () -> Need.of("c".repeat(129)))
                .code())
        .isEqualTo(ErrorCode.INVALID_CAPABILITY);
  }
}

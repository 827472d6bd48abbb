package dev.maos.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidInputExceptionTest {
  @Test
  void theMessageNamesCodeFieldValueAndAllowedForm() {
    var refusal =
        new InvalidInputException(ErrorCode.INVALID_TTL, "time to live", "-1", "1 ms to 24 h");

    assertThat(refusal)
        .hasMessage("INVALID_TTL: time to live \"-1\" is not allowed; expected 1 ms to 24 h");
    assertThat(refusal.field()).isEqualTo("time to live");
    assertThat(refusal.allowed()).isEqualTo("1 ms to 24 h");
  }

  @Test
  void theCauseIsKept() {
    var cause = new IllegalStateException("disk");

    assertThat(new MaosException(ErrorCode.OUTCOME_UNKNOWN, "send", cause))
        .hasMessage("OUTCOME_UNKNOWN: send")
        .hasCause(cause);
    assertThat(new InvalidInputException(ErrorCode.INVALID_ID, "id", "x", "a UUID", cause))
        .hasCause(cause);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "10, \\n",
        "13, \\r",
        "9, \\t",
        "0, \\0",
        "34, \\\"",
        "92, \\\\",
        "27, \\u001b",
        "127, \\u007f",
        "8238, \\u202e",
        "233, \\u00e9",
        "126, ~"
      })
  void charactersThatCouldMisleadAReaderAreEscaped(int character, String escaped) {
    assertThat(InvalidInputException.escape(Character.toString(character))).isEqualTo(escaped);
  }

  @Test
  void aLongValueIsCutBetweenEscapes() {
    assertThat(InvalidInputException.escape("a".repeat(64))).isEqualTo("a".repeat(64));
    assertThat(InvalidInputException.escape("a".repeat(65))).isEqualTo("a".repeat(63) + "…");
    assertThat(InvalidInputException.escape("a".repeat(60) + "\u0430b"))
        .isEqualTo("a".repeat(60) + "…");
    assertThat(InvalidInputException.escape("a".repeat(62) + "\n")).hasSize(64).endsWith("\\n");
  }

  @Test
  void noValueEscapesToMoreThan64PrintableCharacters() {
    Seed.next()
        .times(
            2_000,
            random -> {
              var text = new StringBuilder();
              random
                  .ints(random.nextInt(80), 0, random.nextBoolean() ? 128 : 0x10000)
                  .forEach(c -> text.append((char) c));

              assertThat(InvalidInputException.escape(text.toString()))
                  .matches("[ -~]{0,64}|[ -~]{0,63}…");
            });
  }
}

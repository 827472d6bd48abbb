package dev.maos.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Seed;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {
  private static final String TEXT = "019b7a00-0000-7000-8000-000000000001";

  @Test
  void theTextFormIsReadBack() {
    Seed.next()
        .times(
            1_000,
            random -> {
              var id = new MessageId(random.nextLong(), random.nextLong());

              assertThat(MessageId.parse(id.toString())).isEqualTo(id);
              assertThat(MessageId.of(id.uuid())).isEqualTo(id);
            });
  }

  @Test
  void theTextFormIsThatOfAUuid() {
    var id = new MessageId(0x019b_7a00_0000_7000L, 0x8000_0000_0000_0001L);

    assertThat(id).hasToString(TEXT);
    assertThat(id.uuid()).isEqualTo(UUID.fromString(TEXT));
  }

  @Test
  void theTextFormMayBeInUpperCase() {
    assertThat(MessageId.parse(TEXT.toUpperCase(Locale.ROOT))).hasToString(TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "019b7a00-0000-7000-8000-00000000001",
        "019b7a00-0000-7000-8000-0000000000001",
        "019b7a00-0000-7000-8000-00000000000g",
        "019b7a00_0000_7000_8000_000000000001",
        "019b7a00000070008000000000000000001a",
        "{19b7a00-0000-7000-8000-00000000001}",
        " 19b7a00-0000-7000-8000-000000000001",
        "+19b7a00-0000-7000-8000-000000000001",
        "019b7a000-000-7000-8000-000000000001",
        "1-1-1-1-1"
      })
  void anythingElseIsRefused(String text) {
    var refusal = catchThrowableOfType(InvalidInputException.class, () -> MessageId.parse(text));

    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ID);
    assertThat(refusal.value()).isEqualTo(text);
    assertThat(refusal.field()).isEqualTo("message id");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 1", "0, -1, 1, 0", "1, 5, -1, 0", "7, 1, 7, -1"})
  void theOrderIsThatOfAnUnsignedNumber(long high, long low, long greaterHigh, long greaterLow) {
    var less = new MessageId(high, low);
    var greater = new MessageId(greaterHigh, greaterLow);

    assertThat(less).isLessThan(greater).isEqualByComparingTo(new MessageId(high, low));
    assertThat(greater).isGreaterThan(less);
  }
}

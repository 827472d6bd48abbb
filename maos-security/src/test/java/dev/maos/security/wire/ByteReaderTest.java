package dev.maos.security.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "tasks", "größer", "\u0000", "任务", "\uFFFD", "\uD83D\uDE00"})
  void textIsReadAsItWasWritten(String text) throws MalformedException {
    var bytes = new ByteWriter().text(text).u8(7).bytes();

    var in = new ByteReader(bytes);

    assertThat(in.text()).isEqualTo(text);
    assertThat(in.u8()).isEqualTo(7);
    in.end();
  }

  /** A lone byte, overlong forms, half a surrogate pair, beyond the last character, cut off. */
  @ParameterizedTest
  @ValueSource(strings = {"ff", "61ff", "80", "c080", "e08080", "eda080", "f4908080", "c3", "e4bb"})
  void whatIsNotUtf8IsRefused(String hex) {
    var bytes = new ByteWriter().field(HexFormat.of().parseHex(hex)).bytes();

    assertThatThrownBy(() -> new ByteReader(bytes).text())
        .isInstanceOfSatisfying(
            MalformedException.class,
            refusal -> assertThat(refusal.why()).isEqualTo("a text is not UTF-8"));
  }
}

package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineSourceTest {
  @ParameterizedTest
  @MethodSource
  void linesEndWithOrWithoutAReturn(String text, List<String> expected) throws IOException {
    assertThat(all(source(text, 10))).isEqualTo(expected);
  }

  static Stream<Arguments> linesEndWithOrWithoutAReturn() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of("a", List.of("a")),
        Arguments.of("a\n", List.of("a")),
        Arguments.of("a\r\nb", List.of("a", "b")),
        Arguments.of("\n\n", List.of("", "")),
        Arguments.of("a\rb\n", List.of("a\rb")),
        Arguments.of("0123456789\r\n", List.of("0123456789")));
  }

  @Test
  void aLineThatIsTooLongIsRefusedAndTheNextOneRead() throws IOException {
    var source = source("0123456789a\nnext\n", 10);

    assertThatThrownBy(source::next)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("PAYLOAD_TOO_LARGE")
        .hasMessageContaining("11 bytes");
    assertThat(all(source)).containsExactly("next");
  }

  private static LineSource source(String text, int longest) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return new LineSource(new ByteArrayInputStream(bytes), longest);
  }

  private static List<String> all(LineSource source) throws IOException {
    var lines = new ArrayList<String>();
    for (Optional<byte[]> line = source.next(); line.isPresent(); line = source.next()) {
      lines.add(new String(line.get(), StandardCharsets.UTF_8));
    }
    return lines;
  }
}

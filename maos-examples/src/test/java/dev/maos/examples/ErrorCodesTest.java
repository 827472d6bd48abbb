package dev.maos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual explains each error code that there is, and none that there is not. */
class ErrorCodesTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\| ([^|]+) \\| ([^|]+) \\|$");

  @Test
  void everyCodeHasItsRowAndEveryRowItsCode() throws IOException {
    var page = Files.readString(Manual.DOCS.resolve("error-codes.md"));

    assertThat(codes(page))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::name).toList());
  }

  @Test
  void aRowHasAMeaningAndWhatToDo() {
    assertThat(codes("| `A_1` | broken | mend it |\n| `B_2` | broken |\n| `C_3` | broken | |\n"))
        .containsExactly("A_1");
  }

  private static List<String> codes(String page) {
    return ROW.matcher(page).results().map(row -> row.group(1)).toList();
  }
}

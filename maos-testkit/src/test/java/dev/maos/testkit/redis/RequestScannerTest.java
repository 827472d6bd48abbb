package dev.maos.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestScannerTest {
  @Test
  void requestsAreFoundByTheirEndAndTheirFirstWord() {
    var pipelined = "*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n";

    assertThat(wordsIn(pipelined)).containsExactly("14 PING", "34 GET");
  }

  @Test
  void linesInsideAStringAreNoRequests() {
    var nested = "*2\r\n$3\r\nGET\r\n$14\r\n*1\r\n$4\r\nPING\r\n\r\n";

    assertThat(wordsIn(nested)).containsExactly(nested.length() + " GET");
  }

  @Test
  void emptyStringsCount() {
    assertThat(wordsIn("*2\r\n$0\r\n\r\n$0\r\n\r\n")).containsExactly("16 ");
  }

  @Test
  void aLineOfItsOwnIsARequest() {
    assertThat(wordsIn("PING\r\n\r\nGET k\r\n")).containsExactly("6 PING", "15 GET");
  }

  @Test
  void afterWhatIsNoRequestNothingIsFound() {
    assertThat(wordsIn("\u0016\u0003\u0001\nPING\r\n")).isEmpty();
    assertThat(wordsIn("*x\r\n$4\r\nPING\r\n")).isEmpty();
  }

  @Test
  void aLineWithoutEndIsGivenUp() {
    assertThat(wordsIn("x".repeat(100_000) + "\r\nPING\r\n")).isEmpty();
  }

  /** Where requests end, and their first words. */
  private static List<String> wordsIn(String text) {
    var scanner = new RequestScanner();
    var found = new ArrayList<String>();
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      if (scanner.endsWith(bytes[i])) {
        found.add((i + 1) + " " + scanner.word());
      }
    }
    return found;
  }
}

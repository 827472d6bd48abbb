package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A URL that names no backend is an error of usage, whichever command it is given to. */
class BadUrlTest {
  private static final List<String> BAD =
      List.of(
          "redis://:::",
          "redis://localhost?colour=red",
          "redis://localhost:99999",
          "redis://lo cal",
          "foo://x",
          "nonsense");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "pub --from a --to b --topic c d",
        "sub --as a",
        "request --from a --to b --topic c d",
        "queue ls",
        "queue show inbox:a",
        "queue forget --yes subscription:a/b",
        "queue sweep",
        "dlq ls",
        "dlq ls inbox:a",
        "dlq show inbox:a 019b7a00-0000-7000-8000-000000000001",
        "dlq redrive inbox:a --all",
        "dlq purge inbox:a --all",
        "doctor",
        "bench bus"
      })
  void aBadUrlEndsWithTwoAndSaysWhatIsWrong(String words) {
    for (var url : BAD) {
      var terminal = TestTerminal.plain(Map.of());
      var command = new ArrayList<>(List.of(words.split(" ")));
      command.addAll(List.of("--url", url));

      int code = terminal.run(command.toArray(String[]::new));

      assertThat(code).as("%s: %s", url, terminal.err()).isEqualTo(ExitCode.USAGE);
      assertThat(terminal.out()).isEmpty();
      assertThat(terminal.errLines()).hasSize(2);
      assertThat(terminal.errLines().getFirst())
          .matches(
              "maos: (INVALID_REDIS_URL|INVALID_SETTING|UNKNOWN_BACKEND): .* is not allowed.*");
    }
  }
}

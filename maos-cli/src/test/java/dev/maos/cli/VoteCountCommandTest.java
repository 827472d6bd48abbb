package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.cli.Terminal.Interactive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoteCountCommandTest {
  // Burlington, Vermont, 2009, from the second official round on:
  // https://en.wikipedia.org/wiki/2009_Burlington_mayoral_election
  private static final String BURLINGTON =
      """
      {"rule": "RANKED_CHOICE", "options": ["Wright", "Kiss", "Montroll"],
       "ballots": [
         {"count": 3294, "ranking": [["Wright"]]},
         {"count": 2981, "ranking": [["Kiss"]]},
         {"count": 1332, "ranking": [["Montroll"], ["Kiss"]]},
         {"count": 767, "ranking": [["Montroll"], ["Wright"]]},
         {"count": 455, "ranking": [["Montroll"]]},
         {"count": 151, "ranking": []}]}
      """;

  private static final String CIRCLE =
      """
      {"rule": "SCHULZE", "options": ["A", "B", "C"],
       "parameters": {"tie": ["ORDER"], "order": ["C", "B", "A"]},
       "ballots": [{"ranking": ["A", "B", "C"]}, {"ranking": ["B", "C", "A"]},
                   {"ranking": ["C", "A", "B"]}]}
      """;

  @TempDir private Path directory;
  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @Test
  void everyRoundIsShown() throws Exception {
    int code = terminal.run("vote", "count", file(BURLINGTON));

    assertThat(code).isZero();
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out().lines())
        .containsExactly(
            "RANKED_CHOICE: 8,980 of 8,980 voted",
            "",
            "round 1",
            "  OPTION       VOTES",
            "  Wright       3,294",
            "  Kiss         2,981",
            "  Montroll     2,554",
            "  (exhausted)    151",
            "  needed: more than 4,414.5",
            "  eliminated: Montroll",
            "    767 from Montroll to Wright",
            "    1,332 from Montroll to Kiss",
            "    455 from Montroll to nobody",
            "",
            "round 2",
            "  OPTION       VOTES",
            "  Wright       4,061",
            "  Kiss         4,313",
            "  (exhausted)    606",
            "  needed: more than 4,187",
            "order: Kiss > Wright > Montroll",
            "elected: Kiss");
  }

  @Test
  void halvesAreWrittenAsPeopleDo() throws Exception {
    var half = "{\"weight\":0.5,\"score\":{\"a\":-3}}";
    var score = "{\"rule\":\"SCORE\",\"options\":[\"a\"],\"ballots\":[" + half + "]}";

    terminal.run("vote", "count", file(score));

    assertThat(terminal.out()).containsPattern("a +-1\\.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"rule\":\"NEM_CON\"} | ballots is missing",
        "{\"ballots\":[]} | rule is missing",
        "{\"rule\":\"FOO\",\"ballots\":[]} | rule \"FOO\" is not allowed; expected one of simple",
        "{\"rule\":\"FOO\"} | rule \"FOO\" is not allowed; expected one of simple",
      })
  void whatIsWrongIsNamed(String json, String wrong) throws Exception {
    int code = terminal.run("vote", "count", file(json));

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines().getFirst()).startsWith("maos: INVALID_BALLOT_FILE: " + wrong);
  }

  @Test
  void programsReadOneObject() throws Exception {
    int code = terminal.run("vote", "count", file(BURLINGTON), "--json");

    assertThat(code).isZero();
    assertThat(terminal.out().lines()).hasSize(1);
    var count = Payload.json(terminal.out()).as(Map.class);
    assertThat(count.get("outcome")).isEqualTo("WINNER");
    assertThat(count.get("winner")).isEqualTo("Kiss");
    assertThat(count.get("winners")).isEqualTo(List.of("Kiss"));
    assertThat(count.get("order"))
        .isEqualTo(List.of(List.of("Kiss"), List.of("Wright"), List.of("Montroll")));
    assertThat(count.get("rounds"))
        .isEqualTo(
            List.of(
                Map.of(
                    "round", 1,
                    "tally", Map.of("Wright", 3294, "Kiss", 2981, "Montroll", 2554),
                    "exhausted", 151,
                    "threshold", "8829/2",
                    "eliminated", List.of("Montroll"),
                    "elected", List.of(),
                    "ties", List.of(),
                    "transfers",
                        List.of(
                            Map.of("from", "Montroll", "to", "Wright", "weight", 767),
                            Map.of("from", "Montroll", "to", "Kiss", "weight", 1332),
                            Map.of("from", "Montroll", "weight", 455))),
                Map.of(
                    "round", 2,
                    "tally", Map.of("Wright", 4061, "Kiss", 4313),
                    "exhausted", 606,
                    "threshold", 4187,
                    "eliminated", List.of(),
                    "elected", List.of("Kiss"),
                    "ties", List.of(),
                    "transfers", List.of())));
  }

  @Test
  void tiesAndPairsAreShown() throws Exception {
    int code = terminal.run("vote", "count", file(CIRCLE));

    assertThat(code).isZero();
    assertThat(terminal.out().lines())
        .containsExactly(
            "SCHULZE: 3 of 3 voted",
            "  OPTION  WINS",
            "  A          0",
            "  B          0",
            "  C          0",
            "  tie: A, B, C; ORDER leaves C",
            "  OPTION  PREFERRED BY  TO  PREFERRED BY",
            "  A                  2  B              1",
            "  A                  1  C              2",
            "  B                  2  C              1",
            "order: A = B = C",
            "elected: C");
  }

  @Test
  void theStandardInputIsAFileToo() {
    try (var host = TestHost.open()) {
      host.piped("{\"rule\":\"NEM_CON\",\"ballots\":[{\"choice\":\"YES\"}]}");

      int code = host.run("vote", "count", "-", "--json");

      assertThat(code).isZero();
      var count = host.objects().getFirst();
      assertThat(count).containsEntry("outcome", "PASSED").containsEntry("winners", List.of());
      assertThat(count).doesNotContainKeys("winner", "duels", "ignored");
    }
  }

  @Test
  void allWhoShareTheFirstPlaceAreNamed() throws Exception {
    int code = terminal.run("vote", "count", file(CIRCLE.replace("ORDER", "STATUS_QUO")), "--json");

    assertThat(code).isZero();
    var count = Payload.json(terminal.out()).as(Map.class);
    assertThat(count.get("outcome")).isEqualTo("TIED");
    assertThat(count.get("winners")).isEqualTo(List.of("A", "B", "C"));
    assertThat(count.get("ignored")).isEqualTo(List.of("order"));
    assertThat(terminal.err()).isEqualTo("maos: without effect under SCHULZE: order\n");
  }

  @Test
  void aMalformedFileIsAnErrorOfUsageInOneLine() throws Exception {
    int code =
        terminal.run("vote", "count", file(CIRCLE.replace("\"C\", \"A\", \"B\"]}]", "7]}]")));

    assertThat(code).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.errLines())
        .containsExactly(
            "maos: INVALID_BALLOT_FILE: ballots[2].ranking[0] \"7\" is not allowed; expected a list");
  }

  @Test
  void aFileThatIsNoneIsAnErrorOfUsage() {
    int code = terminal.run("vote", "count", directory.resolve("none.json").toString());

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines().getFirst())
        .startsWith("maos: INVALID_USAGE: FILE \"")
        .endsWith("expected a file that can be read, or - for the input");
    assertThat(terminal.run("vote", "count", directory.toString())).isEqualTo(2);
    assertThat(terminal.run("vote", "count")).isEqualTo(2);
    assertThat(terminal.run("vote")).isEqualTo(2);
  }

  @Test
  void namesCannotMoveTheCursor() throws Exception {
    var ascii = new TestTerminal(StandardCharsets.US_ASCII, Interactive.NEITHER, Map.of());
    var json =
        "{\"rule\":\"PLURALITY\",\"options\":[\"a\u202eb\"],\"ballots\":[{\"choice\":\"a\u202eb\"}]}";

    ascii.run("vote", "count", file(json));

    assertThat(ascii.out()).contains("elected: a\\u202eb").doesNotContain("\u202e");
  }

  private String file(String json) throws Exception {
    return Files.writeString(directory.resolve("ballots.json"), json).toString();
  }
}

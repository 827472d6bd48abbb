package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.cli.Terminal.Interactive;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @Test
  void somethingBadIsAFailureWithItsRemedy() {
    int code = terminal.run("doctor", "--url", "sick:bad");

    assertThat(code).isEqualTo(1);
    assertThat(terminal.out().lines())
        .containsExactly(
            "✓  version: 7.0.15",
            "!  appendfsync: everysec",
            "   → set it to always",
            "✗  policy: all\\u001b[2Jkeys",
            "   → CONFIG SET policy none",
            "1 good, 1 warning, 1 bad");
  }

  @Test
  void aWarningAloneIsNoFailure() {
    int code = terminal.run("doctor", "--url", "sick:fair");

    assertThat(code).isZero();
    assertThat(terminal.out()).endsWith("1 good, 1 warning, 0 bad" + System.lineSeparator());
  }

  @Test
  void withoutTheCharactersTheMarksAreAscii() {
    var ascii = new TestTerminal(StandardCharsets.US_ASCII, Interactive.NEITHER, Map.of());

    ascii.run("doctor", "--url", "sick:bad");

    assertThat(ascii.out().lines())
        .contains("ok version: 7.0.15", "!  appendfsync: everysec", "   -> set it to always")
        .anyMatch(line -> line.startsWith("!! policy: "));
  }

  @Test
  void programsReadOneObject() {
    int code = terminal.run("doctor", "--json", "--url", "sick:bad");

    assertThat(code).isEqualTo(1);
    assertThat(terminal.out().lines()).hasSize(1);
    assertThat(Payload.json(terminal.out()).as(Map.class).get("findings"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .contains(
            Map.of(
                "severity", "WARNING",
                "subject", "appendfsync",
                "found", "everysec",
                "remedy", "set it to always"))
        .hasSize(3);
  }

  @Test
  void theEmbeddedBackendIsWell() {
    int code = terminal.run("doctor");

    assertThat(code).isZero();
    assertThat(terminal.out()).contains("embedded", "1 good, 0 warnings, 0 bad");
  }

  @Test
  void anUnknownBackendIsAnErrorOfUsage() {
    int code = terminal.run("doctor", "--url", "nowhere://host");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.errLines()).hasSize(2);
    assertThat(terminal.err()).startsWith("maos: UNKNOWN_BACKEND");
  }

  @Test
  void aUrlThatIsNoneKeepsItsPassword() {
    for (var url :
        List.of("redis://:hun ter2@host", "redis://:" + "hunter2".repeat(30) + "@ho st")) {
      var with = TestTerminal.plain(Map.of("MAOS_URL", url));

      int code = with.run("doctor");

      assertThat(code).isEqualTo(2);
      assertThat(with.err()).startsWith("maos: INVALID_SETTING").doesNotContain("hun");
    }
  }
}

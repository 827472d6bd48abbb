package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.security.audit.AuditEntry;
import dev.maos.security.audit.AuditKind;
import dev.maos.security.audit.AuditLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  @TempDir private Path folder;
  private Path file;
  private TestTerminal terminal = TestTerminal.plain(Map.of());

  @BeforeEach
  void write() {
    file = folder.resolve("audit.log");
    try (var log = AuditLog.open(file, new ManualTime())) {
      log.record(AuditEntry.of(AuditKind.KEYS_GENERATED, AgentId.of("planner"), ""));
      log.record(AuditEntry.of(AuditKind.AGENT_BLOCKED, AgentId.of("rogue"), "odd news"));
    }
  }

  private int run(String... args) {
    terminal = TestTerminal.plain(Map.of());
    return terminal.run(args);
  }

  private Map<?, ?> object() {
    return Payload.json(terminal.out()).as(Map.class);
  }

  @Test
  void anIntactLogIsCalledSoWithItsHead() {
    assertThat(run("audit", "verify", file.toString())).isZero();
    assertThat(terminal.out()).startsWith("intact: 3 lines, head 3:");

    run("audit", "verify", file.toString(), "--json");
    assertThat(object().get("intact")).isEqualTo(true);
    var head = String.valueOf(object().get("head"));
    assertThat(run("audit", "verify", file.toString(), "--head", head)).isZero();
  }

  @Test
  void aLineThatWasTouchedIsNamed() throws Exception {
    Files.writeString(file, Files.readString(file).replace("rogue", "roger"));

    assertThat(run("audit", "verify", file.toString())).isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.out()).startsWith("broken: line 3 of ").contains("chain");
    run("audit", "verify", file.toString(), "--json");
    assertThat(object().get("line")).isEqualTo(3);
  }

  @Test
  void aLogThatWasCutOffIsFoundByTheHeadThatWasNoted() throws Exception {
    run("audit", "verify", file.toString(), "--json");
    var head = String.valueOf(object().get("head"));
    var lines = Files.readAllLines(file);
    Files.writeString(file, lines.getFirst() + "\n" + lines.get(1) + "\n");

    assertThat(run("audit", "verify", file.toString())).isZero();
    assertThat(run("audit", "verify", file.toString(), "--head", head)).isEqualTo(ExitCode.FAILURE);
    assertThat(run("audit", "verify", file.toString(), "--head", "3")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theLastLinesAreShownAndThoseOfOneKind() {
    assertThat(run("audit", "show", file.toString())).isZero();
    assertThat(terminal.out())
        .contains("LOG_BEGINS", "KEYS_GENERATED", "AGENT_BLOCKED", "rogue", "odd news");

    run("audit", "show", file.toString(), "--last", "1", "--json");
    assertThat(object().get("who")).isEqualTo("rogue");
    run("audit", "show", file.toString(), "--what", "keys-generated", "--json");
    assertThat(object().get("who")).isEqualTo("planner");
  }

  @Test
  void whatIsNoLogIsCalledSo() throws Exception {
    var other = Files.writeString(folder.resolve("other"), "{\"what\": 1}\n");

    assertThat(run("audit", "show", other.toString())).isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.err()).startsWith("maos: AUDIT_CORRUPT: line 1 of ");
    assertThat(run("audit", "verify", other.toString())).isEqualTo(ExitCode.FAILURE);
    assertThat(run("audit", "show", folder.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("audit", "show", file.toString(), "--last", "0")).isEqualTo(ExitCode.USAGE);
  }
}

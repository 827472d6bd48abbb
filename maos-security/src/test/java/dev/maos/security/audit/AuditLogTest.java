package dev.maos.security.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.testkit.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No line of an audit log is changed, removed, added or exchanged without being named. */
class AuditLogTest {
  private static final AgentId ROGUE = AgentId.of("rogue");

  @TempDir Path folder;
  private final ManualTime time = new ManualTime();
  private Path path = Path.of("");

  @BeforeEach
  void place() {
    path = folder.resolve("audit.log");
  }

  /** What a line says. */
  record Line(
      long n, String at, String what, String who, String detail, long times, String chain) {}

  @Test
  void whatIsRecordedStandsThereAtOnceAsJson() throws IOException {
    try (var log = AuditLog.open(path, time)) {
      log.record(AuditEntry.of(AuditKind.AGENT_BLOCKED, ROGUE, "odd \"news\"\n\\ \u202e"));

      var lines = lines();
      assertThat(lines).hasSize(2);
      var fields = Payload.json(lines.get(1)).as(Line.class);
      assertThat(fields)
          .isEqualTo(
              new Line(
                  2,
                  "2026-01-01T00:00:00Z",
                  "AGENT_BLOCKED",
                  "rogue",
                  "odd \\\"news\\\"\\n\\\\ \\u202e",
                  1,
                  log.head().chain()));
      assertThat(log.head().lines()).isEqualTo(2);
      assertThat(AuditLog.verify(path)).isEqualTo(new AuditVerdict.Intact(log.head()));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theFirstLineThatSomebodyTouchedIsNamed(long number) throws IOException {
    var seed = new Seed(number);
    var random = seed.random();
    write(12);
    var lines = lines();
    for (int round = 0; round < 60; round++) {
      int at = random.nextInt(lines.size());
      var changed = new ArrayList<>(lines);
      int broken =
          switch (random.nextInt(4)) {
            case 0 -> {
              var bytes = lines.get(at).getBytes(StandardCharsets.ISO_8859_1);
              bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
              changed.set(at, new String(bytes, StandardCharsets.ISO_8859_1));
              yield at;
            }
            case 1 -> {
              changed.remove(at);
              // What is missing at the end leaves nothing that shows it.
              yield at == lines.size() - 1 ? -1 : at;
            }
            case 2 -> {
              changed.add(at, lines.get(random.nextInt(lines.size())));
              yield changed.get(at).equals(lines.get(at)) ? at + 1 : at;
            }
            default -> {
              int other = random.nextInt(lines.size());
              changed.set(at, lines.get(other));
              changed.set(other, lines.get(at));
              yield at == other ? -1 : Math.min(at, other);
            }
          };
      Files.writeString(path, String.join("\n", changed) + "\n", StandardCharsets.ISO_8859_1);

      var verdict = AuditLog.verify(path);

      if (broken < 0) {
        assertThat(verdict).as("%s round %d", seed, round).isInstanceOf(AuditVerdict.Intact.class);
      } else {
        assertThat(verdict)
            .as("%s round %d", seed, round)
            .isInstanceOfSatisfying(
                AuditVerdict.Broken.class,
                found -> {
                  // A changed byte can be the end of a line, and then two are one.
                  assertThat(found.line()).isEqualTo(broken + 1);
                  assertThat(found.file()).isEqualTo(path);
                });
      }
    }
  }

  static java.util.stream.LongStream seeds() {
    return Seed.range(1, 10);
  }

  @Test
  void whatWasCutOffOrMadeAnewIsFoundByAHeadThatWasKept() throws IOException {
    write(5);
    AuditHead head;
    try (var log = AuditLog.open(path, time)) {
      head = log.head();
    }
    var lines = lines();

    Files.writeString(path, String.join("\n", lines.subList(0, 4)) + "\n");
    assertThat(AuditLog.verify(path)).isInstanceOf(AuditVerdict.Intact.class);
    assertBroken(AuditLog.verify(path, head), 5);

    Files.delete(path);
    time.advance(Duration.ofSeconds(1));
    write(9);
    assertThat(AuditLog.verify(path)).isInstanceOf(AuditVerdict.Intact.class);
    assertBroken(AuditLog.verify(path, head), 6);
  }

  @Test
  void itGoesOnAfterARestart() throws IOException {
    write(3);
    write(3);

    assertThat(lines()).hasSize(7);
    assertThat(AuditLog.verify(path))
        .isInstanceOfSatisfying(
            AuditVerdict.Intact.class, intact -> assertThat(intact.head().lines()).isEqualTo(7));
  }

  @Test
  void aLineThatWasNotWrittenWholeIsCutOffAndThatIsTold() throws IOException {
    write(3);
    var whole = Files.readString(path);
    Files.writeString(path, whole + "{\"n\":5,\"at\":\"20");
    assertBroken(AuditLog.verify(path), 5);

    write(1);

    assertThat(Files.readString(path)).startsWith(whole);
    assertThat(lines().get(4)).contains("LOG_MENDED").contains("15 bytes cut off");
    assertThat(AuditLog.verify(path)).isInstanceOf(AuditVerdict.Intact.class);
  }

  @Test
  void aBrokenLogIsNotGoneOnWith() throws IOException {
    write(3);
    Files.writeString(path, Files.readString(path).replace("rogue", "rouge"));

    assertCode(ErrorCode.AUDIT_CORRUPT, () -> AuditLog.open(path, time));
    assertThatThrownBy(() -> AuditLog.open(path, time)).hasMessageContaining("line 2");
  }

  @Test
  void aFullFileIsPutAsideAndTheChainGoesOn() throws IOException {
    var options = AuditOptions.defaults().maxFileBytes(4096).keptFiles(3);
    AuditHead early;
    try (var log = AuditLog.open(path, options, time)) {
      log.record(AuditEntry.of(AuditKind.AGENT_BLOCKED, ROGUE, "early"));
      early = log.head();
      for (int i = 0; i < 200; i++) {
        log.record(AuditEntry.of(AuditKind.AGENT_BLOCKED, ROGUE, "number " + i));
      }
      assertThat(log.lost()).isZero();
      assertThat(AuditLog.verify(path)).isEqualTo(new AuditVerdict.Intact(log.head()));
      assertThat(AuditLog.verify(path, log.head())).isEqualTo(new AuditVerdict.Intact(log.head()));
      assertThat(AuditLog.verify(path, early))
          .as("its file is gone, as it should be")
          .isInstanceOf(AuditVerdict.Intact.class);
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("audit.log", "audit.log.1", "audit.log.2", "audit.log.3");
    }
    assertThat(Files.size(folder.resolve("audit.log.1"))).isLessThan(4096 + 400);

    Files.delete(folder.resolve("audit.log.2"));
    Files.move(folder.resolve("audit.log.3"), folder.resolve("audit.log.2"));
    assertThat(AuditLog.verify(path))
        .isInstanceOfSatisfying(
            AuditVerdict.Broken.class,
            broken -> {
              assertThat(broken.file()).isEqualTo(folder.resolve("audit.log.1"));
              assertThat(broken.line()).isEqualTo(1);
            });
  }

  @Test
  void whatOthersBringAboutIsALineASecondAndANumber() throws IOException {
    try (var log = AuditLog.open(path, time)) {
      var refused = AuditEntry.of(AuditKind.MESSAGE_REJECTED, ROGUE, "REPLAYED");
      for (int i = 0; i < 1_000; i++) {
        log.record(refused);
      }
      assertThat(lines()).hasSize(2);

      time.advance(Duration.ofSeconds(1));
      log.record(AuditEntry.of(AuditKind.AGENT_BLOCKED, ROGUE, "enough"));

      assertThat(lines()).hasSize(4);
      assertThat(lines().get(2)).contains("MESSAGE_REJECTED").contains("\"times\":999");
      log.record(refused);
      log.record(refused);
    }
    assertThat(lines()).hasSize(6);
    assertThat(lines().get(5)).contains("\"times\":1,");
  }

  @Test
  void manyNamesDoNotFillItEither() throws IOException {
    try (var log = AuditLog.open(path, time)) {
      for (int i = 0; i < 5_000; i++) {
        log.record(AuditEntry.of(AuditKind.MESSAGE_REJECTED, AgentId.of("a" + i), "UNKNOWN_KEY"));
      }
      assertThat(lines()).hasSizeLessThan(1_010);
    }
    assertThat(lines().getLast()).contains("(others)").contains("\"times\":3999");
  }

  @Test
  void whatCannotBeWrittenStopsNobodyAndIsToldLater() throws IOException {
    var options = AuditOptions.defaults().maxFileBytes(4096).keptFiles(1);
    // Something that is no empty folder stands where the full file is to go.
    var obstacle = folder.resolve("audit.log.1");
    Files.createDirectory(obstacle);
    Files.writeString(obstacle.resolve("something"), "here");
    try (var log = AuditLog.open(path, options, time)) {
      for (int i = 0; i < 40; i++) {
        log.record(AuditEntry.of(AuditKind.AGENT_BLOCKED, ROGUE, "number " + i));
      }
      assertThat(log.lost()).isPositive();
      long lost = log.lost();

      Files.delete(obstacle.resolve("something"));
      Files.delete(obstacle);
      log.record(AuditEntry.of(AuditKind.AGENT_BLOCKED, ROGUE, "after"));

      assertThat(log.lost()).isEqualTo(lost);
      assertThat(lines())
          .anySatisfy(
              line -> assertThat(line).contains("ENTRIES_LOST").contains("\"times\":" + lost));
      assertThat(lines().getLast()).contains("after");
      assertThat(AuditLog.verify(path)).isEqualTo(new AuditVerdict.Intact(log.head()));
    }
  }

  @Test
  void twoDoNotWriteToOneFile() {
    try (var log = AuditLog.open(path, time)) {
      assertCode(ErrorCode.AUDIT_UNAVAILABLE, () -> AuditLog.open(path, time));
      assertThat(log.lost()).isZero();
    }
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    write(1);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

    assertCode(ErrorCode.AUDIT_UNAVAILABLE, () -> AuditLog.open(path, time));
    assertCode(ErrorCode.AUDIT_UNAVAILABLE, () -> AuditLog.open(folder, time));
    assertCode(
        ErrorCode.AUDIT_UNAVAILABLE, () -> AuditLog.open(folder.resolve("no/such/file"), time));
    assertCode(ErrorCode.AUDIT_UNAVAILABLE, () -> AuditLog.verify(folder.resolve("none")));
  }

  @Test
  void afterItsEndItTakesNothingAndEndsOnce() throws IOException {
    var log = AuditLog.open(path, time);
    log.close();
    log.close();

    log.record(AuditEntry.of(AuditKind.AGENT_BLOCKED, ROGUE, "late"));

    assertThat(lines()).hasSize(1);
    assertCode(ErrorCode.INVALID_SETTING, () -> AuditOptions.defaults().maxFileBytes(4095));
    assertCode(ErrorCode.INVALID_SETTING, () -> AuditOptions.defaults().maxFileBytes(1L << 27));
    assertCode(ErrorCode.INVALID_SETTING, () -> AuditOptions.defaults().keptFiles(0));
    assertCode(ErrorCode.INVALID_SETTING, () -> AuditOptions.defaults().keptFiles(1_001));
  }

  private void write(int entries) {
    try (var log = AuditLog.open(path, time)) {
      for (int i = 0; i < entries; i++) {
        log.record(AuditEntry.of(AuditKind.AGENT_BLOCKED, ROGUE, "number " + i));
      }
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(path);
  }

  private static void assertBroken(AuditVerdict verdict, long line) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            AuditVerdict.Broken.class, broken -> assertThat(broken.line()).isEqualTo(line));
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MaosException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}

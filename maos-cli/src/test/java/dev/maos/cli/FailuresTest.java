package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What is said of a failure, in a line. */
class FailuresTest {
  private final TestTerminal terminal = TestTerminal.plain(Map.of());

  @AfterEach
  void forgetTheInterrupt() {
    var _ = Thread.interrupted();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsToldWithoutTheNameOfAClass(Exception failure, String told) {
    int code = handle(failure);

    assertThat(code).isEqualTo(1);
    assertThat(terminal.errLines()).containsExactly("maos: " + told);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new IOException("process 3 has ended: no"), "process 3 has ended: no"),
        Arguments.of(new NoSuchFileException("a.txt"), "'a.txt' does not exist"),
        Arguments.of(new MaosException(ErrorCode.REDIS_AUTH, "host: no"), "REDIS_AUTH: host: no"));
  }

  @Test
  void anInterruptIsToldAsSuch() {
    assertThat(handle(new InterruptedException())).isEqualTo(130);

    assertThat(terminal.errLines()).containsExactly("maos: interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whoIsInterruptedWhileConnectingDoesNotSayThatNobodyIsThere() {
    Thread.currentThread().interrupt();

    int code = handle(new MaosException(ErrorCode.REDIS_UNREACHABLE, "host: InterruptedException"));

    assertThat(code).isEqualTo(130);
    assertThat(terminal.errLines()).containsExactly("maos: interrupted");
  }

  private int handle(Exception failure) {
    var line = new CommandLine(new MaosCommand());
    return new Failures(terminal.terminal())
        .handleExecutionException(failure, line, line.parseArgs());
  }
}

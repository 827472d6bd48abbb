package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.cli.Terminal.Interactive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutletTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aFullDiskIsAnErrorAfterASuccess() {
    assertThat(run(failing("No space left on device"), false, "--help")).isEqualTo(1);
    assertThat(said()).isEqualToIgnoringNewLines("maos: the output could not be written");
  }

  @Test
  void aFullDiskDoesNotHideThatTheUsageWasWrong() {
    assertThat(run(failing("No space left on device"), false, "nonsense")).isEqualTo(2);
  }

  @Test
  void aReaderThatHasGoneIsNoError() {
    assertThat(run(failing("Broken pipe"), false, "--help")).isZero();
    assertThat(said()).isEmpty();
  }

  @Test
  void aReaderThatHasGoneIsNoErrorInAnyLanguage() {
    assertThat(run(failing("Tuberia rota"), true, "--help")).isZero();
    assertThat(said()).isEmpty();
  }

  @Test
  void whatCanBeWrittenArrives() {
    var out = new ByteArrayOutputStream();

    assertThat(run(out, false, "--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("maos ");
  }

  private int run(OutputStream target, boolean isPipe, String... args) {
    var out = Outlet.of(target, StandardCharsets.UTF_8, isPipe);
    var errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Main.run(new Terminal(out, errors, Interactive.NEITHER, Map.of()), args);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        throw new IOException(why);
      }
    };
  }
}

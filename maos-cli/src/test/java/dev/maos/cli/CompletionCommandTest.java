package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CompletionCommandTest {
  private final TestTerminal terminal = TestTerminal.plain(Map.of());
  @TempDir private Path folder;

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    assertThat(terminal.run("completion", "bash")).isZero();

    assertThat(completed("maos me")).contains("metrics").doesNotContain("health");
    assertThat(completed("maos bench ")).contains("bus", "events", "registry", "consensus");
    assertThat(completed("maos metrics --d")).contains("--demo");
  }

  @Test
  void hiddenOptionsAreNotOffered() throws Exception {
    terminal.run("completion", "bash");

    assertThat(completed("maos demo --")).contains("--chaos").doesNotContain("--worker");
  }

  @Test
  void zshIsTaughtItsOwnWayFirst() {
    assertThat(terminal.run("completion", "zsh")).isZero();

    assertThat(terminal.out()).startsWith("autoload -U +X compinit").contains("bashcompinit");
  }

  @Test
  void anotherShellIsAnErrorOfUsage() {
    int code = terminal.run("completion", "fish");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).contains("\"fish\" is not allowed; expected one of BASH, ZSH");
  }

  /** What bash itself offers, having read the script. */
  private String completed(String typed) throws IOException, InterruptedException {
    var script = Files.writeString(folder.resolve("completion"), terminal.out());
    var words = typed.split(" ", -1);
    var asked =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_maos; printf '%%s\\n' ${COMPREPLY[@]}"
            .formatted(script, quoted(words), words.length - 1);
    var bash = new ProcessBuilder("bash", "-c", asked).redirectErrorStream(true).start();
    var answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return answer;
  }

  private static String quoted(String[] words) {
    return "'" + String.join("' '", words) + "'";
  }
}

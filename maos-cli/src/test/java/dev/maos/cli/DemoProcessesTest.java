package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children by themselves: over a memory that they share with nobody. */
class DemoProcessesTest {
  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path directory;

  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

  @Test
  void aChildEndsByItselfWhenItIsTold() throws Exception {
    var processes = new DemoProcesses("memory:", directory);
    processes.start(1, ends::add);

    processes.close();

    assertThat(end()).isEqualTo("exit code 0");
  }

  @Test
  void aKilledChildIsGone() throws Exception {
    try (var processes = new DemoProcesses("memory:", directory)) {
      processes.start(1, _ -> {});
      processes.start(2, ends::add);

      processes.kill(2);

      assertThat(end()).isEqualTo("exit code 137");
    }
  }

  @Test
  void theLastWordsOfAChildAreWhatItComplainedOf() throws Exception {
    try (var processes = new DemoProcesses("nowhere://:secret@host", directory)) {
      processes.start(1, ends::add);

      assertThat(end()).startsWith("UNKNOWN_BACKEND").doesNotContain("secret");
    }
  }

  @Test
  void closingTwiceIsFine() throws Exception {
    var processes = new DemoProcesses("memory:", directory);
    processes.start(1, ends::add);

    processes.close();
    processes.close();

    assertThat(end()).isNotEmpty();
  }

  private String end() throws InterruptedException {
    var end = ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return end == null ? "" : end;
  }
}

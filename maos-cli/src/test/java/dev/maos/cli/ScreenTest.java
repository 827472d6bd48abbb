package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ManualTime;
import dev.maos.cli.demo.DemoEvent;
import dev.maos.cli.demo.Discipline;
import dev.maos.cli.demo.Finding;
import dev.maos.cli.demo.Review;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final Optional<String> HERE = Optional.empty();
  private static final DemoEvent STARTED = new DemoEvent.Started(Path.of("src"), 2, 8);
  private static final DemoEvent CRASHED =
      new DemoEvent.Crashed("size-1", "A.java", "before the answer");

  private final ManualTime time = new ManualTime();
  private final TestTerminal live = TestTerminal.live(Map.of("NO_COLOR", "1", "COLUMNS", "50"));
  private final TestTerminal plain = TestTerminal.plain(Map.of());

  @Test
  void theBarGrowsWithTheAnswers() {
    var screen = new LiveScreen(live.terminal(), HERE, time);

    screen.accept(STARTED);
    time.advance(Duration.ofSeconds(1));
    screen.accept(answered(4));

    assertThat(live.err()).contains("50 %  4/8 answers").contains("█").contains("░");
  }

  @Test
  void messagesGoByNoFasterThanTheyCanBeRead() {
    var screen = new LiveScreen(live.terminal(), HERE, time);
    screen.accept(STARTED);

    for (int i = 0; i < 100; i++) {
      screen.accept(new DemoEvent.Asked("File" + i + ".java"));
    }
    time.advance(Duration.ofSeconds(1));
    screen.accept(new DemoEvent.Asked("Last.java"));

    assertThat(live.err()).contains("File0.java", "Last.java").doesNotContain("File1.java");
  }

  @Test
  void aCrashIsAlwaysShown() {
    var screen = new LiveScreen(live.terminal(), HERE, time);
    screen.accept(STARTED);

    for (int i = 0; i < 5; i++) {
      screen.accept(CRASHED);
    }

    assertThat(live.err().split("size-1 crashes", -1)).hasSize(6);
  }

  @Test
  void noLineIsLongerThanTheTerminalIsWide() {
    var screen = new LiveScreen(live.terminal(), HERE, time);
    screen.accept(STARTED);

    screen.accept(new DemoEvent.Asked("a/very/long/path/".repeat(20)));

    assertThat(live.err().split("[\r\n]"))
        .filteredOn(line -> line.contains("planner"))
        .allMatch(line -> line.replace("\u001b[K", "").length() < 50);
  }

  @Test
  void closingClearsTheBarAndNothingIsShownAfterwards() {
    var screen = new LiveScreen(live.terminal(), HERE, time);
    screen.accept(STARTED);

    screen.close();
    screen.close();
    screen.accept(CRASHED);

    assertThat(live.err()).endsWith("\r\u001b[K").doesNotContain("crashes");
  }

  @Test
  void aLogHasALineForEachQuarter() {
    var screen = new PlainScreen(plain.terminal(), HERE);

    screen.accept(STARTED);
    for (int done = 1; done <= 8; done++) {
      screen.accept(answered(done));
    }

    assertThat(plain.errLines())
        .containsExactly(
            "A crew of agents reviews 2 source files below src: 8 commands to answer.",
            " 25 %  2 of 8 answers",
            " 50 %  4 of 8 answers",
            " 75 %  6 of 8 answers",
            "100 %  8 of 8 answers");
  }

  @Test
  void oneFileIsNotCalledFiles() {
    new PlainScreen(plain.terminal(), HERE).accept(new DemoEvent.Started(Path.of("src"), 1, 4));

    assertThat(plain.err()).contains("reviews 1 source file below src: 4 commands");
  }

  @Test
  void whereTheMessagesGoIsInTheFirstLine() {
    new PlainScreen(plain.terminal(), Optional.of("redis://host"))
        .accept(new DemoEvent.Started(Path.of("src"), 2, 8));

    assertThat(plain.err()).contains("2 source files below src over redis://host: 8 commands");
  }

  @Test
  void aLogTellsOfCrashesAndOfWhoTookOver() {
    var screen = new PlainScreen(plain.terminal(), HERE);

    screen.accept(CRASHED);
    screen.accept(new DemoEvent.TakenOver("size-2", "A.java", "size-1"));
    screen.accept(new DemoEvent.Repeated("size-2", "C.java", 2));
    screen.accept(new DemoEvent.Joined("size-3"));
    screen.accept(new DemoEvent.Asked("B.java"));
    screen.close();
    screen.accept(CRASHED);

    assertThat(plain.errLines())
        .containsExactly(
            "✗ size-1 crashes before the answer, over A.java",
            "✓ size-2 was chosen in the place of size-1: A.java",
            "· size-2 repeats it, as its lease was lost (attempt 2): C.java",
            "✓ size-3 joins the crew");
  }

  private static DemoEvent answered(int done) {
    var findings = List.of(new Finding(1, "it is long", 2));
    return new DemoEvent.Answered(done, new Review("size-1", Discipline.SIZE, "A.java", findings));
  }
}

package dev.maos.cli;

import dev.maos.cli.demo.DemoEvent;
import java.util.Locale;
import java.util.Optional;

/** Shows a demo in a few lines: for logs, and for whatever else cannot be drawn over. */
final class PlainScreen implements DemoScreen {
  private static final int STEPS = 4;

  private final Terminal terminal;
  private final DemoWords words;
  private int reviews;
  private int stepsShown;
  private boolean closed;

  /** {@code place} is where the messages go, unless that is here. */
  PlainScreen(Terminal terminal, Optional<String> place) {
    this.terminal = terminal;
    this.words = new DemoWords(terminal.errStyle(), place);
  }

  @Override
  public synchronized void accept(DemoEvent event) {
    if (closed) {
      return;
    }
    switch (event) {
      case DemoEvent.Started started -> {
        reviews = started.reviews();
        words.important(event).ifPresent(this::print);
      }
      case DemoEvent.Answered answered -> showStep(answered.done());
      case DemoEvent.Asked _,
          DemoEvent.Crashed _,
          DemoEvent.TakenOver _,
          DemoEvent.Repeated _,
          DemoEvent.Joined _,
          DemoEvent.Voted _,
          DemoEvent.Ready _,
          DemoEvent.Killed _,
          DemoEvent.CameBack _,
          DemoEvent.Ended _ ->
          words.important(event).ifPresent(this::print);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void showStep(int done) {
    int step = done * STEPS / Math.max(1, reviews);
    if (step > stepsShown) {
      stepsShown = step;
      print(
          String.format(
              Locale.ROOT, "%3d %%  %,d of %,d answers", 100 * step / STEPS, done, reviews));
    }
  }

  private void print(String line) {
    terminal.err().println(line);
  }
}

package dev.maos.cli;

import dev.maos.base.TimeSource;
import dev.maos.cli.demo.DemoEvent;
import java.util.Optional;

/**
 * Shows a demo on a terminal: a progress bar at the bottom, above it what is important, and so many
 * of the other messages as a person can read.
 */
final class LiveScreen implements DemoScreen {
  private static final long BETWEEN_MESSAGES = 120_000_000;
  private static final long BETWEEN_BARS = 40_000_000;
  private static final String FROM_THE_START = "\r\u001b[K";

  private final Terminal terminal;
  private final TimeSource time;
  private final Style style;
  private final DemoWords words;
  private int reviews;
  private int done;
  private long lastMessage;
  private long lastBar;
  private boolean closed;

  /** {@code place} is where the messages go, unless that is here. */
  LiveScreen(Terminal terminal, Optional<String> place, TimeSource time) {
    this.terminal = terminal;
    this.time = time;
    this.style = terminal.errStyle();
    this.words = new DemoWords(style, place);
    this.lastMessage = time.nanos() - BETWEEN_MESSAGES;
    this.lastBar = time.nanos() - BETWEEN_BARS;
  }

  @Override
  public synchronized void accept(DemoEvent event) {
    if (closed) {
      return;
    }
    switch (event) {
      case DemoEvent.Started started -> reviews = started.reviews();
      case DemoEvent.Answered answered -> done = Math.max(done, answered.done());
      case DemoEvent.Asked _,
          DemoEvent.Crashed _,
          DemoEvent.TakenOver _,
          DemoEvent.Repeated _,
          DemoEvent.Joined _,
          DemoEvent.Voted _,
          DemoEvent.Ready _,
          DemoEvent.Killed _,
          DemoEvent.CameBack _,
          DemoEvent.Ended _ -> {}
    }
    words.important(event).ifPresentOrElse(this::printLine, () -> showMessage(event));
    showBar();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      terminal.err().print(FROM_THE_START);
      terminal.err().flush();
    }
  }

  private void showMessage(DemoEvent event) {
    long now = time.nanos();
    if (now - lastMessage >= BETWEEN_MESSAGES) {
      words
          .message(event, terminal.width() - 1)
          .ifPresent(line -> {
            lastMessage = now;
            printLine(style.dim(line));
          });
    }
  }

  private void printLine(String line) {
    terminal.err().print(FROM_THE_START + line + System.lineSeparator());
    lastBar -= BETWEEN_BARS;
  }

  private void showBar() {
    long now = time.nanos();
    if (now - lastBar >= BETWEEN_BARS || done == reviews) {
      lastBar = now;
      terminal.err().print(FROM_THE_START + words.bar(done, reviews, terminal.width() - 1));
      terminal.err().flush();
    }
  }
}

package dev.maos.testkit.history;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The record that one process keeps: a file to which steps are only ever appended.
 *
 * <p>When {@link #append} returns, the step is with the operating system, so it outlives the death
 * of the process by whatever signal; a power failure it need not outlive. A failed write is thrown
 * as {@link UncheckedIOException}; the step is then not claimed. Thread-safe: the order of the file
 * is the order in which the appends took place.
 */
public final class HistoryLog implements AutoCloseable {
  // Not a channel: that would close for everybody when the thread of one handler is interrupted.
  private final FileOutputStream file;

  private HistoryLog(FileOutputStream file) {
    this.file = file;
  }

  /** Opens a file, creating it if it is new, to go on at its end. */
  public static HistoryLog open(Path path) {
    try {
      return new HistoryLog(new FileOutputStream(path.toFile(), true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a step down. */
  public synchronized void append(Step step) {
    try {
      file.write((StepLine.write(step) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the steps of a file in order. A last line without an end is left out: its writer was
   * killed while it wrote, so it had not claimed anything yet.
   */
  public static List<Step> read(Path path) {
    try {
      return parse(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Step> parse(String text) {
    var steps = new ArrayList<Step>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      steps.add(StepLine.read(text.substring(from, end)));
      from = end + 1;
    }
    return steps;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

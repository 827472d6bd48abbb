package dev.maos.security.audit;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A file to which lines are added and none is changed: each holds the hash of the one before it, so
 * whoever changes, removes, adds or exchanges one is found by {@link #verify}.
 *
 * <p>What is recorded has left the process when the call returns, and is on disk when the log is
 * closed. Of what others can bring about as often as they like, such as refused messages, there are
 * two lines a second at most of each kind, agent and detail, with the number of times. A file that
 * is full is put aside as {@code NAME.1}, that one becomes {@code NAME.2}, and the oldest is
 * deleted; see {@link AuditOptions}. What cannot be written is counted in {@link #lost} and stops
 * nobody; the next line that can be tells how many were lost.
 *
 * <p>A hash needs no key: whoever may write the file can make it anew from any line on, and whoever
 * may delete lines at its end leaves none that shows it. Against both helps a {@link #head} that is
 * kept elsewhere. Thread-safe.
 */
public final class AuditLog implements AutoCloseable {
  private final Path path;
  private final AuditOptions options;
  private final TimeSource time;

  // All guarded by this. Lines are written under the lock, since a line without the one before it
  // cannot be made, and there are few of them.
  private final Throttle throttle = new Throttle();
  private ChainedFile file;
  private long untold;
  private long lost;
  private boolean isClosed;

  private AuditLog(Path path, AuditOptions options, TimeSource time, ChainedFile file) {
    this.path = path;
    this.options = options;
    this.time = time;
    this.file = file;
  }

  /**
   * The log in this file with the default options; see {@link #open(Path, AuditOptions,
   * TimeSource)}.
   */
  public static AuditLog open(Path path, TimeSource time) {
    return open(path, AuditOptions.defaults(), time);
  }

  /**
   * The log in this file, which is made if it is not there, and goes on if it is. A last line that
   * is not whole, as after a power failure, is cut off, and a line says so.
   *
   * @throws MaosException {@link ErrorCode#AUDIT_CORRUPT} with the first line that is broken,
   *     {@link ErrorCode#AUDIT_UNAVAILABLE} if the file is open elsewhere, may be read by others,
   *     or cannot be opened
   */
  public static AuditLog open(Path given, AuditOptions options, TimeSource time) {
    var path = given.toAbsolutePath();
    try {
      long before = Files.exists(path) ? Files.size(path) : 0;
      var log = new AuditLog(path, options, time, ChainedFile.open(path, AuditHead.START));
      log.begin(before);
      return log;
    } catch (IOException e) {
      throw new MaosException(ErrorCode.AUDIT_UNAVAILABLE, "cannot open " + path, e);
    }
  }

  private synchronized void begin(long before) throws IOException {
    beginFile();
    if (before > file.size()) {
      var cut = "%d bytes cut off".formatted(before - file.size());
      file.add(time.now(), AuditEntry.of(AuditKind.LOG_MENDED, cut), 1);
    }
  }

  private void beginFile() throws IOException {
    if (file.size() == 0) {
      file.add(time.now(), AuditEntry.of(AuditKind.LOG_BEGINS, file.head().chain()), 1);
    }
  }

  /** Adds an entry, or counts it with others of its kind. After closing it does nothing. */
  public synchronized void record(AuditEntry entry) {
    if (isClosed) {
      return;
    }
    var due =
        entry.kind().isThrottled()
            ? throttle.enter(entry, time.nanos())
            : with(throttle.due(time.nanos()), entry);
    due.forEach(this::write);
  }

  private static List<Throttle.Counted> with(List<Throttle.Counted> due, AuditEntry entry) {
    due.add(new Throttle.Counted(entry, 1));
    return due;
  }

  private void write(Throttle.Counted counted) {
    try {
      reopen();
      if (file.size() >= options.maxFileBytes()) {
        putAside();
      }
      tellLost();
      file.add(time.now(), counted.entry(), counted.times());
    } catch (IOException | MaosException e) {
      untold += counted.times();
      lost += counted.times();
    }
  }

  private void tellLost() throws IOException {
    if (untold > 0) {
      file.add(
          time.now(), AuditEntry.of(AuditKind.ENTRIES_LOST, "they could not be written"), untold);
      untold = 0;
    }
  }

  private void putAside() throws IOException {
    for (int i = options.keptFiles() - 1; i >= 1; i--) {
      if (Files.exists(aside(path, i))) {
        Files.move(aside(path, i), aside(path, i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    file.close();
    Files.move(path, aside(path, 1), StandardCopyOption.REPLACE_EXISTING);
    reopen();
  }

  // Closed is what was put aside, also where that failed half-way.
  private void reopen() throws IOException {
    if (!file.isOpen()) {
      file = ChainedFile.open(path, file.head());
      beginFile();
    }
  }

  private static Path aside(Path path, int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  /** Where it ends now; to be kept elsewhere. */
  public synchronized AuditHead head() {
    return file.head();
  }

  /** How many entries could not be written. */
  public synchronized long lost() {
    return lost;
  }

  /** The file that lines are added to. */
  public Path path() {
    return path;
  }

  /** Writes what was only counted so far, and ends. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    throttle.rest().forEach(this::write);
    isClosed = true;
    try {
      file.close();
    } catch (IOException e) {
      throw new MaosException(ErrorCode.AUDIT_UNAVAILABLE, "cannot close " + path, e);
    }
  }

  /**
   * Whether the lines of a log, of all its files, follow from one another.
   *
   * @throws MaosException {@link ErrorCode#AUDIT_UNAVAILABLE} if a file cannot be read, {@link
   *     ErrorCode#AUDIT_CORRUPT} if one is larger than any log
   */
  public static AuditVerdict verify(Path path) {
    return AuditFiles.of(path.toAbsolutePath()).verdict();
  }

  /** The same, and whether the log has the line that was its last one once. */
  public static AuditVerdict verify(Path path, AuditHead known) {
    return AuditFiles.of(path.toAbsolutePath()).verdict(known);
  }

  @Override
  public String toString() {
    return "AuditLog[" + path + "]";
  }
}

package dev.maos.consensus.byzantine;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A file for each page, and one that says since when. A page is written beside its file, forced to
 * the disk and then moved into place, so that a crash leaves the old page or the new one. A page
 * that is not as it was last read or written here was written by another process that has this
 * notebook too, and is left alone: two that know only half each would say two things. Thread-safe.
 */
final class FileNotebook implements Notebook {
  private static final String SINCE = "since";

  /** What a crash may leave half written. */
  private static final String BESIDE = ".new";

  // Locks of files are those of a process, so the threads of this one need another.
  private static final Object ONE_PROCESS = new Object();

  private final Path folder;
  private final Instant since;

  // Both guarded by this.
  private final Map<String, String> known = new HashMap<>();
  private long files;

  private FileNotebook(Path folder, Instant since, long files) {
    this.folder = folder;
    this.since = since;
    this.files = files;
  }

  static FileNotebook open(Path folder, TimeSource time) {
    try {
      Files.createDirectories(folder);
      long files = count(folder);
      var place = folder.resolve(SINCE);
      if (!Files.exists(place)) {
        if (files > 0) {
          throw unusable(folder, "is not empty, and no notebook", Optional.empty());
        }
        var now = time.now().truncatedTo(ChronoUnit.MILLIS);
        replace(folder, SINCE, now.toString().getBytes(StandardCharsets.UTF_8));
        files++;
      }
      return new FileNotebook(folder, Instant.parse(Files.readString(place)), files);
    } catch (IOException | DateTimeException e) {
      throw unusable(folder, "cannot be used as a notebook", Optional.of(e));
    }
  }

  private static long count(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(file -> !file.toString().endsWith(BESIDE)).count();
    }
  }

  private static InvalidInputException unusable(
      Path folder, String why, Optional<Exception> cause) {
    var allowed = "a folder for a notebook; this one " + why;
    return cause
        .map(e ->
            new InvalidInputException(
                ErrorCode.INVALID_SETTING, "notebook", folder.toString(), allowed, e))
        .orElseGet(() ->
            new InvalidInputException(
                ErrorCode.INVALID_SETTING, "notebook", folder.toString(), allowed));
  }

  @Override
  public Instant since() {
    return since;
  }

  @Override
  public synchronized Optional<byte[]> read(String agenda) {
    try {
      var page = page(agenda);
      page.ifPresentOrElse(it -> known.put(agenda, hash(it)), () -> known.remove(agenda));
      return page;
    } catch (IOException e) {
      throw new MaosException(
          ErrorCode.INVALID_SETTING, "page " + agenda + " of a notebook cannot be read", e);
    }
  }

  private Optional<byte[]> page(String agenda) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(agenda)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private static String hash(byte[] page) {
    return HexFormat.of().formatHex(Digest.sha256(page));
  }

  @Override
  public synchronized void write(String agenda, byte[] page) {
    boolean fresh = !Files.exists(folder.resolve(agenda));
    if (fresh && files > MOST) {
      throw MemoryNotebook.full();
    }
    try {
      replaceKnown(agenda, page);
      files += fresh ? 1 : 0;
    } catch (IOException e) {
      throw new MaosException(
          ErrorCode.INVALID_SETTING, "page " + agenda + " of a notebook cannot be written", e);
    }
  }

  private void replaceKnown(String agenda, byte[] page) throws IOException {
    synchronized (ONE_PROCESS) {
      try (var place = FileChannel.open(folder.resolve(SINCE), StandardOpenOption.WRITE);
          var _ = place.lock()) {
        var found = page(agenda).map(FileNotebook::hash);
        if (!found.equals(Optional.ofNullable(known.get(agenda)))) {
          throw new MaosException(
              ErrorCode.INVALID_SETTING,
              "page %s of the notebook %s was written by another process, and a notebook belongs to"
                      .formatted(agenda, folder)
                  + " one");
        }
        replace(folder, agenda, page);
        known.put(agenda, hash(page));
      }
    }
  }

  private static void replace(Path folder, String name, byte[] content) throws IOException {
    var beside = folder.resolve(name + BESIDE);
    try (var out =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      var rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (var place = FileChannel.open(folder, StandardOpenOption.READ)) {
      place.force(true);
    }
  }
}

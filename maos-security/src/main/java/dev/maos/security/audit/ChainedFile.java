package dev.maos.security.audit;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;

/**
 * The file that lines are added to, which its owner alone may read and write (0600) and one process
 * at a time. A line that could not be written whole is taken back before the next. One thread's at
 * a time.
 */
final class ChainedFile implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final FileChannel channel;
  private long size;
  private AuditHead head;

  private ChainedFile(FileChannel channel, long size, AuditHead head) {
    this.channel = channel;
    this.size = size;
    this.head = head;
  }

  /**
   * The file at this place, with the lines that it has.
   *
   * @param head where the log ended before, if the file is new
   */
  static ChainedFile open(Path path, AuditHead head) throws IOException {
    boolean isNew = !Files.exists(path);
    if (!isNew) {
      requirePrivate(path);
    }
    var channel = FileChannel.open(path, Set.of(CREATE, READ, WRITE), attributes(path));
    try {
      requireAlone(path, channel);
      if (isNew || channel.size() == 0) {
        return new ChainedFile(channel, 0, head);
      }
      return existing(path, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static ChainedFile existing(Path path, FileChannel channel) throws IOException {
    var reader = ChainReader.read(path);
    var fault = reader.fault();
    if (fault.isPresent() && !reader.isOnlyTorn()) {
      throw new MaosException(
          ErrorCode.AUDIT_CORRUPT,
          "line %d of %s: %s".formatted(fault.get().line(), path, fault.get().why()));
    }
    channel.truncate(reader.goodBytes());
    return new ChainedFile(channel, reader.goodBytes(), reader.head());
  }

  private static FileAttribute<?>[] attributes(Path path) throws IOException {
    return hasPermissions(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path path) throws IOException {
    return Files.getFileStore(path.getParent()).supportsFileAttributeView("posix");
  }

  private static void requirePrivate(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new MaosException(ErrorCode.AUDIT_UNAVAILABLE, path + " is no regular file");
    }
    if (hasPermissions(path) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
      throw new MaosException(
          ErrorCode.AUDIT_UNAVAILABLE, path + " can be read or written by others");
    }
  }

  private static void requireAlone(Path path, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException _) {
      // The same process has it open.
    }
    throw new MaosException(ErrorCode.AUDIT_UNAVAILABLE, path + " is open already");
  }

  void add(Instant at, AuditEntry entry, long times) throws IOException {
    var line = ChainedLine.of(head, at, entry, times);
    channel.truncate(size);
    var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    long end = size;
    while (bytes.hasRemaining()) {
      end += channel.write(bytes, end);
    }
    size = end;
    int digits = line.length() - ChainedLine.END.length() - ChainedLine.DIGITS;
    head = new AuditHead(head.lines() + 1, line.substring(digits, digits + ChainedLine.DIGITS));
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  long size() {
    return size;
  }

  AuditHead head() {
    return head;
  }

  /** Closes it, unless it is closed. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try (channel) {
        channel.force(true);
      }
    }
  }
}

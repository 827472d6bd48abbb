package dev.maos.security.keys;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file that its owner alone may read and write (0600), replaced as a whole or not at all.
 *
 * <p>Where a file system has no such permissions, they are not checked; it must then be protected
 * by other means.
 */
public final class PrivateFile {
  private static final int MAX_SIZE = 64 * 1024 * 1024;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final String PERMISSIONS = "rwxrwxrwx";

  private final Path path;

  /** The file at this place, which need not be there yet. */
  public PrivateFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /**
   * All of it, 64 MiB at most.
   *
   * @throws MaosException {@link ErrorCode#KEYSTORE_UNAVAILABLE}, {@link
   *     ErrorCode#KEYSTORE_PERMISSIONS} if others may read it, {@link ErrorCode#KEYSTORE_CORRUPT}
   *     if it is larger
   */
  public byte[] read() {
    try {
      if (!Files.isRegularFile(path)) {
        throw new MaosException(
            ErrorCode.KEYSTORE_UNAVAILABLE,
            "%s is %s".formatted(path, Files.exists(path) ? "no regular file" : "not there"));
      }
      checkPermissions();
      if (Files.size(path) > MAX_SIZE) {
        throw new MaosException(ErrorCode.KEYSTORE_CORRUPT, path + " is larger than 64 MiB");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw unavailable("read", e);
    }
  }

  private void checkPermissions() throws IOException {
    if (!hasPermissions()) {
      return;
    }
    var granted = Files.getPosixFilePermissions(path);
    if (!OWNER_ONLY.containsAll(granted)) {
      throw new MaosException(
          ErrorCode.KEYSTORE_PERMISSIONS,
          "%s has %s, expected 0600".formatted(path, octal(granted)));
    }
  }

  private static String octal(Set<PosixFilePermission> granted) {
    var text = PosixFilePermissions.toString(granted);
    int bits = 0;
    for (int i = 0; i < PERMISSIONS.length(); i++) {
      bits = bits << 1 | (text.charAt(i) == '-' ? 0 : 1);
    }
    return "%04o".formatted(bits);
  }

  private boolean hasPermissions() throws IOException {
    return Files.getFileStore(path.getParent()).supportsFileAttributeView("posix");
  }

  /**
   * Replaces the content; whoever reads meanwhile sees the old or the new one.
   *
   * @param uniqueName what no other writing has in its name
   * @throws MaosException {@link ErrorCode#KEYSTORE_UNAVAILABLE}; the file is then what it was
   */
  public void write(byte[] content, byte[] uniqueName) {
    if (Files.isDirectory(path)) {
      throw new MaosException(ErrorCode.KEYSTORE_UNAVAILABLE, path + " is no regular file");
    }
    var name = "." + path.getFileName() + "." + HexFormat.of().formatHex(uniqueName);
    var fresh = path.resolveSibling(name);
    try {
      writeNew(fresh, content);
      try {
        Files.move(
            fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
      syncFolder();
    } catch (IOException e) {
      throw unavailable("write", e);
    }
  }

  private void writeNew(Path fresh, byte[] content) throws IOException {
    var attributes =
        hasPermissions()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try (var channel = FileChannel.open(fresh, Set.of(CREATE_NEW, WRITE), attributes)) {
      var left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  // A folder can be opened only where a file is on disk no sooner than its folder.
  private void syncFolder() throws IOException {
    if (hasPermissions()) {
      try (var folder = FileChannel.open(path.getParent(), READ)) {
        folder.force(true);
      }
    }
  }

  /** Whether something is there. */
  public boolean exists() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private MaosException unavailable(String verb, IOException cause) {
    return new MaosException(
        ErrorCode.KEYSTORE_UNAVAILABLE, "cannot %s %s".formatted(verb, path), cause);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

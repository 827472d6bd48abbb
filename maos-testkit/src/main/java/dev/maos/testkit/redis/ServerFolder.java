package dev.maos.testkit.redis;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The temporary folder of one server: its configuration, its data and its log. */
final class ServerFolder {
  private static final int TAIL = 8_000;
  private static final int TRIES = 5;

  private final Path folder;
  private final ServerMode mode;

  private ServerFolder(Path folder, ServerMode mode) {
    this.folder = folder;
    this.mode = mode;
  }

  /** A new folder with this configuration in it. */
  static ServerFolder create(List<String> lines, ServerMode mode) {
    try {
      var folder = Files.createTempDirectory("maos-redis");
      var all = new ArrayList<>(lines);
      all.add("dir " + folder);
      Files.write(folder.resolve("redis.conf"), all);
      return new ServerFolder(folder, mode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the program with what lies here; the server may have changed its configuration. */
  ServerProcess launch() {
    var command = new ArrayList<>(List.of(Binary.path().toString(), configuration()));
    if (mode == ServerMode.SENTINEL) {
      command.add("--sentinel");
    }
    return ServerProcess.start(command, folder, logFile());
  }

  private String configuration() {
    return folder.resolve("redis.conf").toString();
  }

  private Path logFile() {
    return folder.resolve("redis.log");
  }

  /** The end of the log; empty where there is none. */
  String logTail() {
    try (var file = new RandomAccessFile(logFile().toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL));
      var bytes = new byte[Math.toIntExact(file.length() - file.getFilePointer())];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  /** Removes it; the server must be dead. One that is gone is fine. */
  void delete() {
    for (int i = 1; Files.exists(folder); i++) {
      try {
        deleteAll();
      } catch (IOException e) {
        // A child of the server, that rewrites its file, may have outlived it for a moment.
        if (i == TRIES) {
          throw new UncheckedIOException("cannot remove " + folder, e);
        }
      }
    }
  }

  private void deleteAll() throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      throw new IOException(e);
    }
  }
}

package dev.maos.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The Redis server program that the tests run.
 *
 * <p>The system property {@code maos.redis.server} names it, or else the environment's {@code
 * MAOS_REDIS_SERVER}. Otherwise it is taken out of the jar {@code org.signal:embedded-redis}, once
 * for each process, into a temporary file that goes when the process ends in good order.
 */
final class Binary {
  private static final String PROPERTY = "maos.redis.server";
  private static final String VARIABLE = "MAOS_REDIS_SERVER";
  private static final String VERSION = "7.0.15";

  private static final String RESOURCE =
      resource(System.getProperty("os.name"), System.getProperty("os.arch"));

  private Binary() {}

  /** The program's file. */
  static Path path() {
    return named().orElseGet(Binary::extracted);
  }

  private static Path extracted() {
    // Asked before the file is made once: whoever asks again gets the same clear answer.
    if (resource().isEmpty()) {
      throw missing();
    }
    return Extracted.PATH;
  }

  private static Optional<URL> resource() {
    return Optional.ofNullable(Binary.class.getClassLoader())
        .map(loader -> loader.getResource(RESOURCE));
  }

  private static IllegalStateException missing() {
    return new IllegalStateException(
        "no Redis server: add the test dependency org.signal:embedded-redis (it should hold "
            + RESOURCE
            + ") or let "
            + VARIABLE
            + " name a redis-server");
  }

  /** What is to be removed if this process dies a violent death. */
  static List<Path> leftovers() {
    return named().isPresent() ? List.of() : List.of(Extracted.FOLDER);
  }

  private static Optional<Path> named() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
        .filter(name -> !name.isBlank())
        .map(Path::of)
        .map(Binary::executable);
  }

  private static Path executable(Path path) {
    if (Files.isExecutable(path)) {
      return path;
    }
    throw new IllegalStateException(
        PROPERTY + " or " + VARIABLE + " names " + path + ", which is not an executable file");
  }

  /** The jar's name of the program for a system, as {@code os.name} and {@code os.arch} name it. */
  static String resource(String system, String architecture) {
    return "redis-server-" + VERSION + "-" + shortSystem(system) + "-" + shortCpu(architecture);
  }

  private static String shortSystem(String system) {
    var name = system.toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "darwin" : name.replace(' ', '-');
  }

  private static String shortCpu(String architecture) {
    return switch (architecture.toLowerCase(Locale.ROOT)) {
      case "x86_64", "amd64" -> "amd64";
      case "aarch64", "arm64" -> "arm64";
      case "x86", "i386", "i486", "i586", "i686" -> "386";
      default -> architecture;
    };
  }

  private static final class Extracted {
    static final Path FOLDER = folder();
    static final Path PATH = extract();

    private static Path folder() {
      try {
        var folder = Files.createTempDirectory("maos-redis-server");
        folder.toFile().deleteOnExit();
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path extract() {
      var file = FOLDER.resolve(RESOURCE);
      try (var in = resource().orElseThrow(Binary::missing).openStream()) {
        file.toFile().deleteOnExit();
        Files.copy(in, file);
        if (!file.toFile().setExecutable(true)) {
          throw new IllegalStateException(file + " cannot be made executable");
        }
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package dev.maos.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftBehindTest {
  private static final String PROGRAM =
      """
      import dev.maos.testkit.redis.RedisServer;

      public class Started {
        public static void main(String[] args) {
          var server = RedisServer.start();
          System.out.println(server.pid());
          System.out.println(server.command("CONFIG", "GET", "dir").texts().getLast());
          Runtime.getRuntime().halt(1);
        }
      }
      """;

  @Test
  void aServerDoesNotOutliveTheProcessThatStartedIt(@TempDir Path folder) throws Exception {
    var source = Files.writeString(folder.resolve("Started.java"), PROGRAM);
    var errors = folder.resolve("errors");
    var process =
        new ProcessBuilder(java(), "-cp", classPath(), source.toString())
            .redirectError(errors.toFile())
            .start();

    var said = process.inputReader().lines().toList();

    assertThat(said).as(Files.readString(errors)).hasSize(2);
    Await.until(() -> !isAlive(Long.parseLong(said.get(0))), () -> "the end of the server");
    Await.until(() -> !Files.exists(Path.of(said.get(1))), () -> "the end of its folder");
  }

  // Where nobody collects the dead, they stay in the list of processes; those have no command.
  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).flatMap(handle -> handle.info().command()).isPresent();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** What this process has, whether it runs as modules or not. */
  private static String classPath() {
    var path = new ArrayList<String>();
    for (var property : List.of("java.class.path", "jdk.module.path")) {
      path.add(System.getProperty(property, ""));
    }
    return String.join(File.pathSeparator, path);
  }
}

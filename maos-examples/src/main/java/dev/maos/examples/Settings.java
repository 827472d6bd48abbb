package dev.maos.examples;

import dev.maos.ConfigKey;
import dev.maos.ConfigOrigin;
import dev.maos.Configuration;
import dev.maos.base.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Settings from a file, the environment and the URI: who counts, and what is refused. */
public class Settings {
  /** The folder is that of the file. */
  public static void main(String[] args) throws Exception {
    var folder = Files.createDirectories(Path.of(args[0]));
    var file =
        Files.writeString(
            folder.resolve("maos.properties"), "max_queue_size = 50000\nmax_hops = 16\n");
    var environment = Map.of("MAOS_MAX_HOPS", "32"); // in a program: System.getenv()

    var configuration =
        Configuration.defaults()
            .file(file)
            .environment(environment)
            .uri("memory:?drain_timeout=5s");
    for (var setting : configuration.settings()) {
      if (!(setting.origin() instanceof ConfigOrigin.Usual) && setting.key() != ConfigKey.URL) {
        System.out.println(setting.key().key() + " = " + setting.value());
      }
    }
    try (var maos = configuration.builder().open()) {
      System.out.println("In force: " + maos.bus().options().maxHops() + " hops");
    }

    try {
      Configuration.defaults().environment(Map.of("MAOS_MAX_QUEUE_SIZ", "1"));
    } catch (InvalidInputException e) {
      System.out.println("Refused: " + e.code());
    }
  }
}

package dev.maos.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands as processes of their own. */
final class CommandProcess {
  private CommandProcess() {}

  /** One that runs this program, in a clean environment but for these variables. */
  static ProcessBuilder of(Class<?> program, Map<String, String> environment, String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the manifest of the jar says, for the sockets of the Redis client.
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("LC_.*|LANG|MAOS_.*|JAVA_TOOL.*"));
    builder.environment().putAll(environment);
    return builder;
  }
}

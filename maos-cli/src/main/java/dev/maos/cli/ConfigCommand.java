package dev.maos.cli;

import dev.maos.ConfigSetting;
import dev.maos.Configuration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which settings are in force, and who said so. */
@Command(
    name = "config",
    description = {
      "Print all settings that are in force, and where each of them came from. Passwords are"
          + " masked.",
      "Of several who set the same, the first counts: the command line, the URL, the environment,"
          + " the file, the default."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos config",
      "  MAOS_MAX_QUEUE_SIZE=50000 maos config | grep max_queue_size",
      "  maos config --file maos.properties --json | jq .max_hops",
      "",
      "The file has a line for each setting, as max_queue_size = 50000; a line behind",
      "# says nothing. MAOS_CONFIG names it for all commands and for programs that ask",
      "Configuration. Lengths of time are written as 500ms, 30s or 1h30m."
    })
final class ConfigCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Read this file of settings (default: the one that $$MAOS_CONFIG names).")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  ConfigCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    var settings = configuration().settings();
    // Whatever is out of its range is to be said here, and not by the next command.
    var _ = configuration().builder();
    if (json) {
      printObject(settings);
    } else {
      printTable(settings);
    }
    return ExitCode.OK;
  }

  private Configuration configuration() {
    var environment = host.terminal().environment();
    var settings =
        file.map(path -> Configuration.defaults().file(path).environment(environment))
            .orElseGet(() -> Configuration.of(environment));
    return url.isGiven() ? settings.uri(url.any(host.terminal())) : settings;
  }

  private void printObject(List<ConfigSetting> settings) {
    var fields = new LinkedHashMap<String, Object>();
    settings.forEach(setting -> fields.put(setting.key().key(), fields(setting)));
    new JsonLines(host.terminal()).print(fields);
  }

  private static Map<String, Object> fields(ConfigSetting setting) {
    return JsonLines.fields("value", shown(setting), "from", setting.origin().toString());
  }

  private void printTable(List<ConfigSetting> settings) {
    var table = new Table(host.terminal().outStyle(), "SETTING", "VALUE", "FROM", "MEANING");
    settings.forEach(setting ->
        table.add(setting.key().key(), shown(setting), setting.origin(), setting.key().help()));
    table.lines().forEach(host.terminal().out()::println);
  }

  private static String shown(ConfigSetting setting) {
    return BackendUrl.masked(setting.value());
  }
}

package dev.maos.cli;

import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.monitor.HealthReport;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how the parts and the backend are. */
@Command(
    name = "health",
    description = {
      "Say how the parts of the layer are, seen from here: each is healthy, degraded or unhealthy,"
          + " and why.",
      "Ends with 0 if all are healthy or degraded, with 1 if one is unhealthy."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos health --url redis://localhost:6379",
      "  maos health --json | jq -r .status",
      "",
      "'maos doctor' says whether the server is set up as it should be."
    })
final class HealthCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  HealthCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    var report = look();
    if (json) {
      new JsonLines(host.terminal()).print(HealthFigures.of(report));
    } else {
      report.components().forEach(this::print);
      host.terminal().out().println(line("all", report.overall()));
    }
    return report.overall() instanceof Health.Unhealthy ? ExitCode.FAILURE : ExitCode.OK;
  }

  private HealthReport look() {
    var where = url.any(host.terminal());
    var open = host.configuration(where).builder().backend(host.backend(where)).time(host.time());
    try (var maos = open.open()) {
      return maos.health();
    }
  }

  private void print(ComponentHealth part) {
    var out = host.terminal().out();
    var style = host.terminal().outStyle();
    out.println(line(part.component(), part.health()));
    part.health().reasons().forEach(why -> out.println("   " + style.shown("→ " + why)));
    if (!part.details().isEmpty()) {
      out.println("   " + style.dim(style.shown(details(part))));
    }
  }

  private static String details(ComponentHealth part) {
    return part.details().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(detail -> detail.getKey() + " " + detail.getValue())
        .collect(Collectors.joining(", "));
  }

  private String line(String name, Health health) {
    var style = host.terminal().outStyle();
    var status = health.status().toLowerCase(Locale.ROOT);
    return mark(health, style) + " " + style.bold(style.shown(name)) + ": " + status;
  }

  // Two columns wide, as the marks in ASCII are.
  private static String mark(Health health, Style style) {
    return switch (health) {
      case Health.Healthy() -> style.good(style.unicode() ? "✓ " : style.shown("✓"));
      case Health.Degraded _ -> style.bold("! ");
      case Health.Unhealthy _ -> style.bad(style.unicode() ? "✗ " : style.shown("✗"));
    };
  }
}

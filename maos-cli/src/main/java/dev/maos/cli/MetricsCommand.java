package dev.maos.cli;

import dev.maos.Maos;
import dev.maos.base.TimeSource;
import dev.maos.cli.demo.Demo;
import dev.maos.cli.demo.DemoOptions;
import dev.maos.cli.demo.DemoOptions.Crashes;
import dev.maos.message.BusOptions;
import dev.maos.message.Overflow;
import dev.maos.micrometer.PrometheusExport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what there is to measure, as Prometheus reads it or as JSON. */
@Command(
    name = "metrics",
    description = {
      "Print metrics: of the backend what is in its queues and how it is, and with --demo what a"
          + " short run of the demo has counted in this process.",
      "What another process has counted only that one can tell: it exports the same names with"
          + " maos-micrometer."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos metrics --demo                 all names there are, with numbers",
      "  maos metrics --url redis://localhost | grep maos_queue_messages",
      "  maos metrics --demo --json | jq .bus.messagesSent",
      "",
      "The text is Prometheus's, version 0.0.4: a line beginning with # says what the",
      "next lines are. docs/grafana/maos.json is a dashboard over these names."
    })
final class MetricsCommand implements Callable<Integer> {
  private static final Duration ROOM = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final long SEED = 1;

  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--demo", description = "Run the demo first, quickly and without a word.")
  private boolean demo;

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  MetricsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (demo) {
      return afterDemo();
    }
    try (var maos = host.open(url, BusOptions.defaults())) {
      print(maos);
      return ExitCode.OK;
    }
  }

  private int afterDemo() throws IOException, InterruptedException {
    var settings = BusOptions.defaults().overflow(Overflow.block(ROOM));
    try (var place = DemoPlace.open(url.any(host.terminal()), settings, Optional.empty())) {
      var watcher = new DemoFindings(place.events(), new SilentScreen());
      var report = Demo.run(place.maos(), options(), TimeSource.system(), watcher);
      print(place.maos());
      return DemoCommand.exitCode(report);
    }
  }

  private static DemoOptions options() throws IOException {
    return DemoOptions.of(DemoDirectory.choose(Optional.empty()))
        .crashes(Crashes.ONE)
        .patience(PATIENCE)
        .seed(SEED)
        .length(Duration.ZERO);
  }

  private void print(Maos maos) {
    if (json) {
      new JsonLines(host.terminal()).print(MetricsFigures.of(maos.metrics()));
      return;
    }
    try (var export = PrometheusExport.of(maos)) {
      host.terminal().out().print(export.text());
    }
  }
}

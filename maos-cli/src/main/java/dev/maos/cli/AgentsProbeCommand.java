package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.message.BusOptions;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.ProbeResult;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks agents whether they are there. */
@Command(
    name = "probe",
    description = {
      "Ask agents whether they are there, by a real request over the bus, and print how long the"
          + " answer took. A heartbeat says that a process runs; a probe that it answers.",
      "Without an agent all are asked who match. Ends with 1 unless each of them is there."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos agents probe ann",
      "  maos agents probe --type reviewer --timeout 500ms",
      "  maos agents probe --json | jq -r 'select(.answer != \"HERE\").agent'"
    })
final class AgentsProbeCommand implements Callable<Integer> {
  private static final String[] HEAD = {"AGENT", "ANSWER", "ROUND TRIP"};

  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final GuardOptions guards = new GuardOptions();
  @Mixin private final AgentFilter filter = new AgentFilter();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait for an answer, as 500ms (default: 2s).")
  private Duration timeout = Duration.ofSeconds(2);

  @Option(names = "--json", description = "Print one JSON object for each agent.")
  private boolean json;

  @Parameters(
      paramLabel = "AGENT",
      arity = "0..1",
      description = "Its id, as ann (default: all who match).")
  private Optional<AgentId> agent = Optional.empty();

  AgentsProbeCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var maos = host.open(url, BusOptions.defaults(), guards.guard(host))) {
      var results = probe(maos.registry());
      print(results);
      if (results.isEmpty()) {
        new Failures(host.terminal()).report("there is nobody to ask");
      }
      return !results.isEmpty() && results.stream().allMatch(ProbeResult::isHere)
          ? ExitCode.OK
          : ExitCode.FAILURE;
    }
  }

  private List<ProbeResult> probe(AgentRegistry registry) throws InterruptedException {
    return agent.isPresent()
        ? List.of(registry.probe(agent.get(), timeout))
        : registry.probeAll(filter.query(), timeout);
  }

  private void print(List<ProbeResult> results) {
    var terminal = host.terminal();
    if (json) {
      var lines = new JsonLines(terminal);
      results.forEach(result -> lines.print(fields(result)));
      return;
    }
    var table = new Table(terminal.outStyle(), HEAD);
    for (var result : results) {
      table.add(
          result.agent(),
          result.answer(),
          result.isHere() ? "%.3f ms".formatted(micros(result) / 1_000.0) : "-");
    }
    table.lines().forEach(terminal.out()::println);
  }

  private static Map<String, Object> fields(ProbeResult result) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("agent", result.agent().value());
    fields.put("answer", result.answer().name());
    fields.put("roundTripMicros", micros(result));
    return fields;
  }

  private static long micros(ProbeResult result) {
    return result.roundTrip().toNanos() / 1_000;
  }
}

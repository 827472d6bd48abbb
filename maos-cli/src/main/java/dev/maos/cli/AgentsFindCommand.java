package dev.maos.cli;

import dev.maos.base.Need;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.KnownAgent;
import dev.maos.registry.Selection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds who could do a job now. */
@Command(
    name = "find",
    description = {
      "Print who could do a job now: is able to, lives, works and takes work; one id a line.",
      "Ends with 1 if there is nobody."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos agents find java-review",
      "  maos agents find 'java-review>=17' sql --load-below 0.5",
      "  maos pub --from me --to \"$(maos agents find java-review --least-loaded)\" \\",
      "    --topic reviews 'Main.java'"
    })
final class AgentsFindCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(
      names = "--load-below",
      paramLabel = "SHARE",
      description = "Only agents with less than this share of their capacity in use, as 0.5.")
  private Optional<Double> loadBelow = Optional.empty();

  @Option(names = "--least-loaded", description = "Only the one with the least work ahead.")
  private boolean leastLoaded;

  @Option(names = "--json", description = "Print one JSON object for each agent.")
  private boolean json;

  @Parameters(
      paramLabel = "NEED",
      arity = "1..*",
      description = "What is needed, all of it, as java-review or 'java-review>=17'.")
  private List<Need> needs = List.of();

  AgentsFindCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (var backend = host.backend(url);
        var registry = host.registry(backend)) {
      var found = find(registry, query());
      found.forEach(this::print);
      if (found.isEmpty()) {
        new Failures(host.terminal()).report("nobody could do that now");
        return ExitCode.FAILURE;
      }
      return ExitCode.OK;
    }
  }

  private AgentQuery query() {
    var query = AgentQuery.any().available();
    for (var need : needs) {
      query = query.able(need);
    }
    return loadBelow.map(query::loadBelow).orElse(query);
  }

  private List<KnownAgent> find(AgentRegistry registry, AgentQuery query) {
    return leastLoaded
        ? registry.select(query, Selection.LEAST_LOADED).flatMap(registry::agent).stream().toList()
        : AgentPages.all(registry, query);
  }

  private void print(KnownAgent agent) {
    if (json) {
      new JsonLines(host.terminal()).print(AgentFigures.of(agent));
    } else {
      host.terminal().out().println(agent.id());
    }
  }
}

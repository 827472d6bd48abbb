package dev.maos.cli;

import dev.maos.registry.KnownAgent;
import dev.maos.registry.Liveness;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists who is registered. */
@Command(
    name = "ls",
    description = "List the registered agents in order of their ids, the gone ones too.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos agents ls",
      "  maos agents ls --type reviewer --liveness alive",
      "  maos agents ls --able 'java-review>=17' --json | jq -r .agent",
      "",
      "  STATUS    what the agent says that it is doing",
      "  LIVENESS  ALIVE; SUSPECT when a beat of its process is overdue; GONE when",
      "            it was silent for its whole timeout. A gone one is listed for",
      "            24 h, unless it comes back.",
      "  LOAD      how much of its capacity is in use; more than 100%% is work that waits"
    })
final class AgentsLsCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final AgentFilter filter = new AgentFilter();

  @Option(
      names = "--liveness",
      paramLabel = "L",
      description = "Only agents that are alive, suspect or gone.")
  private Optional<Liveness> liveness = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object for each agent.")
  private boolean json;

  AgentsLsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (var backend = host.backend(url);
        var registry = host.registry(backend)) {
      var query = filter.query();
      print(AgentPages.all(registry, liveness.map(query::of).orElse(query)));
      return ExitCode.OK;
    }
  }

  private void print(List<KnownAgent> agents) {
    var terminal = host.terminal();
    if (json) {
      var lines = new JsonLines(terminal);
      agents.forEach(agent -> lines.print(AgentFigures.of(agent)));
    } else {
      AgentFigures.table(terminal.outStyle(), agents).forEach(terminal.out()::println);
    }
  }
}

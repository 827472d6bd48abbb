package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.Suggestion;
import dev.maos.registry.AgentCard;
import dev.maos.registry.AgentQuery;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.KnownAgent;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one agent. */
@Command(
    name = "show",
    description = "Show one agent. Ends with 1 if nobody is registered under that id.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  maos agents show ann",
      "  maos agents show ann --json | jq .capabilities",
      "  maos agents show ann --card > ann.json"
    })
final class AgentsShowCommand implements Callable<Integer> {
  private final Host host;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(names = "--json", description = "Print one JSON object, and nothing else.")
  private boolean json;

  @Option(names = "--card", description = "Print its A2A Agent Card, and nothing else.")
  private boolean card;

  @Parameters(paramLabel = "AGENT", description = "Its id, as ann.")
  @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
  private AgentId agent;

  AgentsShowCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    try (var backend = host.backend(url);
        var registry = host.registry(backend)) {
      var found = registry.agent(agent);
      found.ifPresentOrElse(this::print, () -> reportMissing(registry));
      return found.isPresent() ? ExitCode.OK : ExitCode.FAILURE;
    }
  }

  private void print(KnownAgent known) {
    var terminal = host.terminal();
    if (card) {
      new JsonLines(terminal).printText(AgentCard.write(known.descriptor()));
    } else if (json) {
      new JsonLines(terminal).print(AgentFigures.of(known));
    } else {
      AgentFigures.lines(terminal.outStyle(), known).forEach(terminal.out()::println);
    }
  }

  private void reportMissing(AgentRegistry registry) {
    var ids =
        AgentPages.all(registry, AgentQuery.any()).stream().map(it -> it.id().value()).toList();
    new Failures(host.terminal())
        .report(
            "there is no agent "
                + agent
                + Suggestion.closest(agent.value(), ids)
                    .map("; did you mean %s?"::formatted)
                    .orElse(""));
  }
}

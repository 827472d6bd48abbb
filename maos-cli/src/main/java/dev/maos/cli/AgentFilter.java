package dev.maos.cli;

import dev.maos.base.Need;
import dev.maos.registry.AgentQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which agents are meant, by what they are. */
final class AgentFilter {
  @Option(names = "--type", paramLabel = "TYPE", description = "Only agents of this type.")
  private Optional<String> type = Optional.empty();

  @Option(
      names = "--able",
      paramLabel = "NEED",
      description =
          "Only agents that are able to do this, as java-review or 'java-review>=17'; may be given"
              + " again.")
  private List<Need> needs = new ArrayList<>();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Only agents with this tag; may be given again.")
  private List<String> tags = new ArrayList<>();

  /** Those who are meant. */
  AgentQuery query() {
    var query = type.map(AgentQuery.any()::ofType).orElse(AgentQuery.any());
    for (var need : needs) {
      query = query.able(need);
    }
    for (var tag : tags) {
      query = query.tagged(tag);
    }
    return query;
  }
}

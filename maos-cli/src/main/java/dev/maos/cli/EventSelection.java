package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.TopicPattern;
import dev.maos.event.EventFilter;
import dev.maos.event.EventQuery;
import dev.maos.event.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which events somebody wants; all of them together. */
final class EventSelection {
  @Option(
      names = "--filter",
      paramLabel = "CEL",
      description = "A condition, as 'severity >= WARNING && data.lines > 100'.")
  private Optional<EventFilter> filter = Optional.empty();

  @Option(names = "--topic", paramLabel = "P", description = "On these topics, as 'tasks.*'.")
  private Optional<TopicPattern> topic = Optional.empty();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Of this type, as TASK_FAILED; may be given again.")
  private List<EventType> types = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "AGENT",
      description = "From this agent; may be given again.")
  private List<AgentId> sources = new ArrayList<>();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "With this tag; given again, with all of them.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--correlation", paramLabel = "ID", description = "Of this conversation.")
  private Optional<CorrelationId> correlation = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Not before this moment, as 2026-01-31T12:00:00Z, this day in UTC, as 2026-01-31, or so"
              + " long ago, as 1h30m.")
  private Optional<Moment> since = Optional.empty();

  @Option(names = "--until", paramLabel = "TIME", description = "Before this moment.")
  private Optional<Moment> until = Optional.empty();

  /** All of it as a query; lengths of time count back from now. */
  EventQuery query(Instant now) {
    var query = filter.map(EventQuery::of).orElse(EventQuery.all());
    query = topic.map(query::topic).orElse(query);
    query = types.isEmpty() ? query : query.type(types.toArray(EventType[]::new));
    query = sources.isEmpty() ? query : query.source(sources.toArray(AgentId[]::new));
    for (var tag : tags) {
      query = query.tag(tag);
    }
    query = correlation.map(query::correlatedWith).orElse(query);
    query = since.map(moment -> moment.at(now)).map(query::since).orElse(query);
    return until.map(moment -> moment.at(now)).map(query::until).orElse(query);
  }
}

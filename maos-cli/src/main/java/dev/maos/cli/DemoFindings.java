package dev.maos.cli;

import dev.maos.base.AgentId;
import dev.maos.base.Topic;
import dev.maos.cli.demo.DemoEvent;
import dev.maos.cli.demo.Finding;
import dev.maos.cli.demo.Review;
import dev.maos.event.Event;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventDraft;
import dev.maos.event.EventSeverity;
import dev.maos.event.EventType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes an event of every finding of a demo, which follows from the answer that brought it. An
 * answer that comes twice is told twice. Thread-safe.
 */
final class DemoFindings implements Consumer<DemoEvent> {
  private static final EventType TYPE = EventType.of("FINDING");
  private static final int HEAVY = 5;

  private final EventDispatcher events;
  private final Consumer<? super DemoEvent> watcher;

  /** What an event says of a finding. */
  private record Details(String file, int line, String what, int points) {}

  /** Findings that are told before the watcher sees the answer. */
  DemoFindings(EventDispatcher events, Consumer<? super DemoEvent> watcher) {
    this.events = events;
    this.watcher = watcher;
  }

  @Override
  public void accept(DemoEvent happened) {
    if (happened instanceof DemoEvent.Answered(int _, Review review)) {
      review.findings().forEach(finding -> events.dispatch(told(review, finding)));
    }
    watcher.accept(happened);
  }

  private static EventDraft told(Review review, Finding finding) {
    return Event.from(AgentId.of(review.reviewer()))
        .on(Topic.of("findings." + review.discipline().word()))
        .type(TYPE)
        .severity(finding.points() >= HEAVY ? EventSeverity.WARNING : EventSeverity.INFO)
        .data(new Details(review.file(), finding.line(), finding.what(), finding.points()));
  }

  /**
   * How people look at them afterwards: where they are kept, or how they can be.
   *
   * @param maos how this command was called
   */
  static List<String> farewell(String maos, Optional<Path> store) {
    var file = ShellWord.quoted(store.map(Path::toString).orElse("demo.db"));
    var called = ShellWord.quoted(maos);
    var query =
        "  %s events query --store %s --type %s --limit 1000000"
            .formatted(called, file, TYPE.name());
    return store.isPresent()
        ? List.of("", "Each finding is an event. To see them:", query)
        : List.of(
            "",
            "Each finding was an event, kept in memory. To keep and see them:",
            "  %s demo --store %s".formatted(called, file),
            query);
  }
}

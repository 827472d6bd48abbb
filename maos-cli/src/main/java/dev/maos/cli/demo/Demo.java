package dev.maos.cli.demo;

import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.message.MessageBus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Runs the crew of reviewers over a directory. */
public final class Demo {
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(60);

  private Demo() {}

  /**
   * Reviews all source files of the directory and returns what came of it. Where there are none,
   * nothing happens.
   *
   * <p>The bus stays open; the subscriptions of this run are closed, whatever happens.
   *
   * @param watcher told what happens while it happens, from several threads at once; must return
   *     soon
   * @throws IOException if the directory cannot be read
   * @throws dev.maos.base.MaosException if the bus refuses a message
   */
  public static DemoReport run(
      MessageBus bus, DemoOptions options, TimeSource time, Consumer<? super DemoEvent> watcher)
      throws IOException, InterruptedException {
    var files = SourceFinder.under(options.directory());
    int reviews = files.size() * Discipline.values().length;
    if (!files.isEmpty()) {
      watcher.accept(new DemoEvent.Started(options.directory(), files.size(), reviews));
    }
    var books = new Books(time);
    var planner = new Planner(bus, books, time, watcher);
    var answers = TopicPattern.of("review.*");
    try (var crew = new Crew(bus, options, books, fate(options, files), watcher);
        var inbox = bus.subscribe(Planner.ID, answers, planner)) {
      crew.start();
      planner.review(files, pause(options, files.size()), options.patience());
      inbox.cancel();
      return report(bus, options, files, books, planner, crew);
    }
  }

  private static Fate fate(DemoOptions options, List<SourceFile> files) {
    return switch (options.crashes()) {
      case ONE -> Fate.once(files, options.seed());
      case SEVERAL -> Fate.often(files, options.seed());
    };
  }

  private static Duration pause(DemoOptions options, int files) {
    var pause = options.length().dividedBy(Math.max(1, files));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private static DemoReport report(
      MessageBus bus,
      DemoOptions options,
      List<SourceFile> files,
      Books books,
      Planner planner,
      Crew crew) {
    var reckoning = books.reckon();
    var tally = new Tally(planner.reviews());
    var latency = bus.metrics().deliveryLatency();
    return new DemoReport(
        options.directory().toString(),
        files.size(),
        reckoning.messages(),
        reckoning.delivered(),
        reckoning.lost(),
        reckoning.duplicated(),
        crew.crashes(),
        crew.redelivered(),
        latency.p50Micros(),
        latency.p95Micros(),
        options.seed(),
        tally.handledBy(crew.names()),
        tally.byReviewer(crew.names()),
        tally.byDiscipline(),
        tally.worstFiles());
  }
}

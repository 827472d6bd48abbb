package dev.maos.cli.demo;

import dev.maos.Maos;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.cli.demo.DemoReport.Agreement;
import dev.maos.cli.demo.DemoReport.FileScore;
import dev.maos.cli.demo.DemoReport.FileVote;
import dev.maos.message.SubscriptionOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs the crew of reviewers over a directory. Not thread-safe; for one run. */
public final class Demo {
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(60);
  private static final Duration LAST_LOOK = Duration.ofSeconds(2);

  private final Maos maos;
  private final DemoOptions options;
  private final TimeSource time;
  private final Consumer<? super DemoEvent> watcher;
  private final List<SourceFile> files;
  private final Books books;

  private Demo(Maos maos, DemoOptions options, TimeSource time, Consumer<? super DemoEvent> watcher)
      throws IOException {
    this.maos = maos;
    this.options = options;
    this.time = time;
    this.watcher = watcher;
    this.files = SourceFinder.under(options.directory());
    this.books = new Books(time);
  }

  /**
   * Reviews all source files of the directory and returns what came of it. Where there are none,
   * nothing happens.
   *
   * <p>Bus and registry stay open; the subscriptions and registrations of this run are closed,
   * whatever happens.
   *
   * @param watcher told what happens while it happens, from several threads at once; must return
   *     soon
   * @throws IOException if the directory cannot be read
   * @throws dev.maos.base.MaosException if the bus refuses a message
   */
  public static DemoReport run(
      Maos maos, DemoOptions options, TimeSource time, Consumer<? super DemoEvent> watcher)
      throws IOException, InterruptedException {
    var demo = new Demo(maos, options, time, watcher);
    try (var crew = new Crew(maos, options, demo.books, demo.crashes(), watcher)) {
      return demo.run(crew, demo.planner(Fate.never(), () -> false, Crew.SIZE));
    }
  }

  /**
   * The same with the reviewers in a workshop's processes, as many as the options say. The workshop
   * is closed, whatever happens.
   *
   * @throws IOException if the directory cannot be read, or a process does not start
   */
  public static DemoReport run(
      Maos maos,
      DemoOptions options,
      TimeSource time,
      Workshop workshop,
      Consumer<? super DemoEvent> watcher)
      throws IOException, InterruptedException {
    var demo = new Demo(maos, options, time, watcher);
    int workers = demo.files.isEmpty() ? 0 : options.processes();
    int reviewers = options.processes() * Discipline.values().length;
    try (var foreman =
        new Foreman(maos, options.deskLease(), workshop, workers, demo.books, time, watcher)) {
      return demo.run(foreman, demo.planner(demo.kill(), foreman::hasKilled, reviewers));
    }
  }

  private Fate crashes() {
    return switch (options.crashes()) {
      case NONE -> Fate.never();
      case ONE -> Fate.once(files, options.seed());
      case SEVERAL -> Fate.often(files, options.seed());
    };
  }

  private Fate kill() {
    return switch (options.crashes()) {
      case NONE -> Fate.never();
      case ONE, SEVERAL -> Fate.onceAtSomeMoment(files, options.seed());
    };
  }

  private Planner planner(Fate fate, BooleanSupplier somebodyDied, int reviewers) {
    return new Planner(maos, books, fate, somebodyDied, reviewers, time, watcher);
  }

  private DemoReport run(Staff staff, Planner planner) throws IOException, InterruptedException {
    if (!files.isEmpty()) {
      int reviews = files.size() * Discipline.values().length;
      watcher.accept(new DemoEvent.Started(options.directory(), files.size(), reviews));
    }
    var desk = SubscriptionOptions.defaults().lease(options.deskLease());
    try (var inbox = maos.bus().subscribe(Planner.ID, TopicPattern.of("review.*"), desk, planner)) {
      staff.start();
      planner.review(files, pause(), options.patience());
      var worst = new Tally(planner.reviews()).worstFiles();
      var votes = new Council(maos, watcher).judge(worst);
      var committee = agreement(planner, worst);
      staff.dismiss();
      // Whatever comes twice comes before this ends, and is in the books.
      maos.bus().awaitIdle(LAST_LOOK);
      inbox.cancel();
      return report(planner, staff, votes, committee);
    }
  }

  private Optional<Agreement> agreement(Planner planner, List<FileScore> worst)
      throws InterruptedException {
    return options.liar()
        ? new Committee(maos, time, Council.weights(maos))
            .agree(worst, planner.reviews(), options.seed())
        : Optional.empty();
  }

  private Duration pause() {
    var pause = options.length().dividedBy(Math.max(1, files.size()));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private DemoReport report(
      Planner planner, Staff staff, List<FileVote> votes, Optional<Agreement> committee) {
    var reckoning = books.reckon();
    var tally = new Tally(planner.reviews());
    var latency = maos.bus().metrics().deliveryLatency();
    return new DemoReport(
        options.directory().toString(),
        files.size(),
        reckoning.messages(),
        reckoning.delivered(),
        reckoning.lost(),
        reckoning.duplicated() + planner.secondAnswers(),
        options.processes(),
        staff.kills(),
        staff.crashes(),
        staff.redelivered(),
        staff.reselected(),
        latency.p50Micros(),
        latency.p95Micros(),
        options.seed(),
        tally.handledBy(staff.names()),
        tally.byReviewer(staff.names()),
        tally.byDiscipline(),
        tally.worstFiles(),
        votes,
        committee);
  }
}

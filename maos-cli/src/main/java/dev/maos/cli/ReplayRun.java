package dev.maos.cli;

import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import dev.maos.event.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One replay: events are printed when it is their turn. Times that run backwards take no time. One
 * thread's.
 */
final class ReplayRun {
  private static final int PAGE = 500;
  private static final Duration REDRAW = Duration.ofMillis(200);

  private final Host host;
  private final Speed speed;
  private final EventPrinter printer;
  private final ProgressBar bar;
  private final long begun;
  private @Nullable Instant first;

  ReplayRun(Host host, Speed speed, EventFormat format) {
    this.host = host;
    this.speed = speed;
    this.printer = new EventPrinter(host.terminal(), format);
    this.bar = new ProgressBar(host.terminal(), host.time());
    this.begun = host.time().nanos();
  }

  int run(EventStore history, EventQuery query) throws InterruptedException {
    long all = history.count(query);
    boolean complete = false;
    for (long after = 0; !complete; ) {
      var page = history.read(query, after, PAGE);
      for (var recorded : page.events()) {
        awaitTurn(recorded, all);
        bar.clear();
        if (!printer.print(recorded)) {
          return ExitCode.OK;
        }
        bar.show(printer.printed(), all, "events");
      }
      after = page.position();
      complete = page.complete();
    }
    bar.clear();
    var err = host.terminal().err();
    err.println(Count.of(printer.printed(), "event"));
    err.flush();
    return ExitCode.OK;
  }

  private void awaitTurn(RecordedEvent recorded, long all) throws InterruptedException {
    var moment = recorded.event().time();
    var start = first;
    if (start == null) {
      first = moment;
      return;
    }
    if (!speed.waits()) {
      return;
    }
    long turn = begun + speed.nanos(Duration.between(start, moment));
    for (long left = turn - host.time().nanos(); left > 0; left = turn - host.time().nanos()) {
      host.time().sleep(Duration.ofNanos(Math.min(left, REDRAW.toNanos())));
      bar.show(printer.printed(), all, "events");
    }
  }
}

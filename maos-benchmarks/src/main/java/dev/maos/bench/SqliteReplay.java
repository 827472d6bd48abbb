package dev.maos.bench;

import dev.maos.base.TimeSource;
import dev.maos.event.EventDispatcher;
import dev.maos.event.EventDurability;
import dev.maos.event.EventFilter;
import dev.maos.event.EventOptions;
import dev.maos.event.ReplayProgress;
import dev.maos.event.ReplayRequest;
import java.time.Duration;
import java.util.SplittableRandom;

/** A file that is told again, as fast as the handler takes it. */
final class SqliteReplay implements EventRun {
  private static final int EVENTS = 100_000;
  private static final int BATCH = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Listeners listeners;
  private final HistoryFile file = new HistoryFile(EventDurability.PROCESS);
  private final EventDispatcher events =
      new EventDispatcher(
          file.store(), EventOptions.defaults(), TimeSource.system(), new SplittableRandom(1));

  SqliteReplay(Listeners listeners) {
    this.listeners = listeners;
    var draft = SampleEvents.on("bench.kept");
    for (int from = 0; from < EVENTS; from += BATCH) {
      var _ = file.store().append(SampleEvents.batch(draft, from, BATCH));
    }
  }

  @Override
  public int tell(long first) {
    var all = ReplayRequest.of(EventFilter.all());
    try (var replay =
        events.replay(all, told -> listeners.hear(0, first + SampleEvents.number(told.event())))) {
      if (!replay.awaitEnd(PATIENCE) || replay.progress().state() != ReplayProgress.State.DONE) {
        throw new BenchFailedException("a replay did not come to its end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted", e);
    }
    return EVENTS;
  }

  @Override
  public void close() {
    events.close();
    file.close();
  }
}

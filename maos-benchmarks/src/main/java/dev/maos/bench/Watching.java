package dev.maos.bench;

import dev.maos.Maos;
import dev.maos.registry.AgentChange;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.Registration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Changes an agent in one process and waits until its watcher in another was told. */
final class Watching {
  private static final int PATIENCE_SECONDS = 10;

  private final RegistryRace race;

  Watching(RegistryRace race) {
    this.race = race;
  }

  BenchRow run() throws InterruptedException {
    try (var acting = Maos.open(race.uri())) {
      // Two of them in memory would not see one another.
      if (race.uri().startsWith("memory:")) {
        return run(acting.registry(), acting.registry());
      }
      try (var watching = Maos.open(race.uri())) {
        return run(acting.registry(), watching.registry());
      }
    }
  }

  private BenchRow run(AgentRegistry acting, AgentRegistry watching) throws InterruptedException {
    var told = new Semaphore(0);
    try (var registration = acting.register(AgentDescriptor.of("watched").build());
        var _ = watching.watch(change -> note(change, told))) {
      return race.row(
          RegistryScenario.WATCH_LATENCY,
          () -> {
            toggle(registration);
            if (!told.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
              throw new BenchFailedException("watch-latency: the watcher was not told");
            }
            return 1;
          });
    }
  }

  private static void note(AgentChange change, Semaphore told) {
    if (change.kind() == AgentChange.Kind.CHANGED) {
      told.release();
    }
  }

  private static void toggle(Registration registration) {
    registration.status(
        registration.status() == AgentStatus.BUSY ? AgentStatus.IDLE : AgentStatus.BUSY);
  }
}

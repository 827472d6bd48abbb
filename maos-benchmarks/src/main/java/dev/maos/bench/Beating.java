package dev.maos.bench;

import dev.maos.backend.BackendProvider;
import dev.maos.base.TimeSource;
import dev.maos.message.QueueLimits;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.AgentStore;
import dev.maos.registry.Rhythm;
import dev.maos.registry.SessionId;
import java.net.URI;
import java.util.Collections;

/** Says for a process with many agents that it lives, one time after the other. */
final class Beating {
  private static final int BATCH = 1_000;
  private static final SessionId SESSION = SessionId.of("bench");

  private final RegistryRace race;
  private long number;

  Beating(RegistryRace race) {
    this.race = race;
  }

  BenchRow run() throws InterruptedException {
    // A scheme alone is no URI.
    var uri = URI.create(race.uri().equals("memory:") ? "memory:///" : race.uri());
    try (var backend =
        BackendProvider.of(uri).open(uri, QueueLimits.defaults(), TimeSource.system())) {
      var store = backend.agents();
      enrol(store);
      try {
        return race.row(RegistryScenario.HEARTBEAT_10000, () -> beat(store));
      } finally {
        store.end(SESSION, "measured");
      }
    }
  }

  private long beat(AgentStore store) {
    return store
        .beat(SESSION, ++number)
        .map(noted -> 1)
        .orElseThrow(() -> new BenchFailedException("heartbeat-10000: the session is not known"));
  }

  private void enrol(AgentStore store) {
    var agents = race.agents();
    for (int from = 0; from < agents.size(); from += BATCH) {
      var batch = agents.subList(from, Math.min(agents.size(), from + BATCH));
      var states = Collections.nCopies(batch.size(), AgentState.of(AgentStatus.ACTIVE));
      store.register(SESSION, Rhythm.standard(), batch, states, AgentStore.Claim.TAKE);
    }
  }
}

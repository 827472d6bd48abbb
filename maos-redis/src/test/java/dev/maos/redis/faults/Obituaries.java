package dev.maos.redis.faults;

import dev.maos.base.AgentId;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.registry.AgentChange;
import dev.maos.registry.AgentChange.Kind;
import dev.maos.registry.WatchListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** When a watcher was told last that somebody had come, was gone or had left. Thread-safe. */
final class Obituaries implements WatchListener {
  private final TimeSource time = TimeSource.system();
  private final Signal told = new Signal();
  private final Map<Kind, Map<AgentId, Long>> moments = new EnumMap<>(Kind.class);

  Obituaries() {
    for (var kind : Kind.values()) {
      moments.put(kind, new ConcurrentHashMap<>());
    }
  }

  @Override
  public void changed(AgentChange change) {
    of(change.kind()).put(change.agent(), time.nanos());
    told.raise();
  }

  private Map<AgentId, Long> of(Kind kind) {
    return Objects.requireNonNull(moments.get(kind), "kind");
  }

  /** Waits until it is told of what happened after {@code since}, and gives the moment. */
  long await(Kind kind, AgentId agent, long since, Duration patience) throws InterruptedException {
    if (!told.await(() -> isTold(kind, agent, since), patience, time)) {
      throw new AssertionError("a watcher was not told that %s is %s".formatted(agent, kind));
    }
    return Objects.requireNonNull(of(kind).get(agent), "moment");
  }

  private boolean isTold(Kind kind, AgentId agent, long since) {
    var moment = of(kind).get(agent);
    return moment != null && moment - since >= 0;
  }
}

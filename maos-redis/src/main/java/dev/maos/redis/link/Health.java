package dev.maos.redis.link;

import dev.maos.base.TimeSource;
import dev.maos.redis.link.LinkState.Phase;
import io.lettuce.core.RedisChannelHandler;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the connections of a link are, all in all. Listeners are told in order, each change once, and
 * never under the lock. Thread-safe.
 */
final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private final TimeSource time;
  private final Object lock = new Object();
  private final Set<RedisChannelHandler<?, ?>> known = identities();
  private final Set<RedisChannelHandler<?, ?>> up = identities();
  private final List<Consumer<LinkState>> listeners = new CopyOnWriteArrayList<>();
  private final Queue<LinkState> untold = new ConcurrentLinkedQueue<>();
  private final AtomicInteger telling = new AtomicInteger();
  private volatile LinkState state;
  private boolean verified;
  private String trouble = "";

  Health(TimeSource time) {
    this.time = time;
    state = new LinkState(Phase.RECOVERING, "opening", time.now());
  }

  LinkState state() {
    return state;
  }

  boolean isWell() {
    return state.phase() == Phase.CONNECTED;
  }

  void onState(Consumer<LinkState> listener) {
    listeners.add(listener);
  }

  /** Returns whether all connections stand now and the server has yet to be asked. */
  boolean connected(RedisChannelHandler<?, ?> connection) {
    return change(() -> {
      known.add(connection);
      up.add(connection);
    });
  }

  void disconnected(RedisChannelHandler<?, ?> connection) {
    change(() -> {
      up.remove(connection);
      verified = false;
    });
  }

  /** Something is wrong although there may be connections. */
  void trouble(String reason) {
    change(() -> trouble = reason);
  }

  /** The server was asked and is as it should be. */
  void verified() {
    change(() -> {
      verified = true;
      trouble = "";
    });
  }

  /** Forgets connections that were closed on purpose, as those to nodes that left a Cluster. */
  void sweep() {
    change(() -> {});
  }

  private boolean change(Runnable step) {
    boolean toAsk;
    synchronized (lock) {
      step.run();
      known.removeIf(RedisChannelHandler::isClosed);
      up.removeIf(RedisChannelHandler::isClosed);
      toAsk = up.size() == known.size() && !verified;
      become(phase(), reason());
    }
    tell();
    return toAsk;
  }

  private Phase phase() {
    if (up.isEmpty()) {
      return Phase.DISCONNECTED;
    }
    if (up.size() < known.size() || !trouble.isEmpty()) {
      return Phase.DEGRADED;
    }
    return verified ? Phase.CONNECTED : Phase.RECOVERING;
  }

  private String reason() {
    if (known.isEmpty()) {
      return "closed";
    }
    if (up.size() < known.size()) {
      return (known.size() - up.size()) + " of " + known.size() + " connections are down";
    }
    if (!trouble.isEmpty()) {
      return trouble;
    }
    return verified ? "" : "all connections are back; the server is being asked for its role";
  }

  private void become(Phase phase, String reason) {
    var last = state;
    if (phase != last.phase()) {
      state = new LinkState(phase, reason, time.now());
      untold.add(state);
    } else if (!reason.equals(last.reason())) {
      state = new LinkState(phase, reason, last.since());
    }
  }

  // Whoever comes first tells everything, also what others add meanwhile: so the order holds.
  private void tell() {
    if (telling.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      for (var next = untold.poll(); next != null; next = untold.poll()) {
        tell(next);
      }
      seen = telling.addAndGet(-seen);
    } while (seen != 0);
  }

  private void tell(LinkState change) {
    for (var listener : listeners) {
      try {
        listener.accept(change);
      } catch (RuntimeException e) {
        // Another one's fault must not keep the rest from being told.
        LOG.warn("a listener failed on {}", change, e);
      }
    }
  }

  private static Set<RedisChannelHandler<?, ?>> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}

package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to be told how votes end. However often and from wherever the end is heard of, each is
 * told once. Thread-safe.
 */
final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private final int most;
  private final ConsensusCounters counters;
  private final Map<ProposalId, List<Listener>> waiting = new HashMap<>();
  private int size;

  Listeners(int most, ConsensusCounters counters) {
    this.most = most;
    this.counters = counters;
  }

  /** One who waits. */
  final class Listener implements Listening {
    private final ProposalId id;
    private final Consumer<VoteResult> told;
    private final AtomicBoolean spent = new AtomicBoolean();

    private Listener(ProposalId id, Consumer<VoteResult> told) {
      this.id = id;
      this.told = told;
    }

    void tell(VoteResult result) {
      if (spent.compareAndSet(false, true)) {
        told.accept(result);
      }
    }

    @Override
    public void close() {
      spent.set(true);
      remove(this);
    }
  }

  /** Somebody who is told on the thread that has heard of it, and so must be quick. */
  synchronized Listener add(ProposalId id, Consumer<VoteResult> told) {
    if (size >= most) {
      throw new MaosException(
          ErrorCode.DECISIONS_FULL, "%,d listeners wait for votes already".formatted(size));
    }
    var listener = new Listener(id, told);
    waiting.computeIfAbsent(id, i -> new ArrayList<>(1)).add(listener);
    size++;
    return listener;
  }

  /** A callback, which gets a thread of its own. */
  Listener addCallback(ProposalId id, Consumer<VoteResult> callback) {
    return add(
        id,
        result -> Thread.ofVirtual().name("maos-votes").start(() -> call(id, callback, result)));
  }

  private void call(ProposalId id, Consumer<VoteResult> callback, VoteResult result) {
    try {
      counters.told.increment();
      callback.accept(result);
    } catch (RuntimeException e) {
      counters.listenersFailed.increment();
      LOG.atWarn().setCause(e).addKeyValue("vote", id).log("a callback failed; it is not repeated");
    }
  }

  private synchronized void remove(Listener listener) {
    var its = waiting.get(listener.id);
    if (its != null && its.remove(listener)) {
      size--;
      if (its.isEmpty()) {
        waiting.remove(listener.id);
      }
    }
  }

  void tell(VoteResult result) {
    List<Listener> those;
    synchronized (this) {
      var its = waiting.remove(result.id());
      if (its == null) {
        return;
      }
      those = its;
      size -= its.size();
    }
    those.forEach(listener -> listener.tell(result));
  }

  synchronized boolean isWaitedFor(ProposalId id) {
    return waiting.containsKey(id);
  }

  synchronized List<ProposalId> ids() {
    return List.copyOf(waiting.keySet());
  }

  synchronized int size() {
    return size;
  }
}

package dev.maos.testkit;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.registry.AgentStore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store that can be out of reach, or lose its bells, and that counts how often it is asked. For
 * the others a process whose store is out of reach is one that has died. Thread-safe.
 */
public final class FaultyAgentStore extends ForwardingAgentStore {
  private final AgentStore store;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean down;
  private volatile boolean deaf;
  private volatile Push push = Push.RELIABLE;

  /** A store that works, in front of this one. */
  public FaultyAgentStore(AgentStore store) {
    this.store = store;
  }

  /** From now on every call fails. */
  public void fail() {
    down = true;
  }

  /** From now on calls reach the store again. */
  public void heal() {
    down = false;
  }

  /** From now on no bell rings. */
  public void loseBells() {
    deaf = true;
    push = Push.BEST_EFFORT;
  }

  /** How often it was asked. */
  public int calls() {
    return calls.get();
  }

  @Override
  AgentStore asked() {
    calls.incrementAndGet();
    if (down) {
      throw new MaosException(ErrorCode.TRANSPORT_UNAVAILABLE, "the store is out of reach");
    }
    return store;
  }

  @Override
  public Push push() {
    return push;
  }

  @Override
  public Listening listen(Runnable bell) {
    return store.listen(() -> {
      if (!deaf) {
        bell.run();
      }
    });
  }
}

package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A lease on an agent's place in the registry. It is kept by the beats of its process, and ends
 * when it is closed, when the process is silent for too long, or when another process registers the
 * same id: the newer one wins, and this one is told and is {@link #isHeld held} no longer.
 *
 * <p>A state that is set here holds at once for this object. It is written to the registry behind
 * whatever was set before; when the store does not answer it is written as soon as it does.
 * Thread-safe.
 */
public final class Registration implements AutoCloseable {
  private enum Standing {
    PENDING,
    HELD,
    LOST,
    LEFT
  }

  private final Hosting hosting;
  private final AgentId agent;
  private final List<Consumer<String>> onLost = new ArrayList<>();
  private AgentDescriptor descriptor;
  private AgentState state;
  private Standing standing = Standing.PENDING;
  private String lossReason = "";
  private long incarnation;
  private long newestOfOthers;

  Registration(Hosting hosting, AgentDescriptor descriptor, AgentState state) {
    this.hosting = hosting;
    this.agent = descriptor.id();
    this.descriptor = descriptor;
    this.state = state;
  }

  /** Whose it is. */
  public AgentId agent() {
    return agent;
  }

  /** What was registered. */
  public synchronized AgentDescriptor descriptor() {
    return descriptor;
  }

  /** Which registration it is; of two of one id the one with the greater number is newer. */
  public synchronized long incarnation() {
    return incarnation;
  }

  /** What the agent is doing, as set here. */
  public synchronized AgentState state() {
    return state;
  }

  /** What the agent is doing, as set here. */
  public AgentStatus status() {
    return state().status();
  }

  /** Whether the id is still this one's, as far as is known. */
  public synchronized boolean isHeld() {
    return standing == Standing.HELD;
  }

  /**
   * Says what the agent is doing from now on, and waits until the store knows.
   *
   * @throws MaosException {@link ErrorCode#ILLEGAL_STATUS_CHANGE}, and nothing has changed; or that
   *     of a store that does not answer, and it is written later
   * @throws RegistrationLostException if the id is another's now
   */
  public void status(AgentStatus next) {
    AgentStatus before;
    synchronized (this) {
      checkHeld();
      before = state.status();
      before.check(next, agent);
      state = state.status(next);
    }
    if (before != next) {
      hosting.announceStatus(this, before, next);
    }
    write();
  }

  /**
   * Says how much of the agent's capacity is in use: 0 is nothing, 1 is all. Does not wait; several
   * in quick succession are written as the last one.
   */
  public void load(double share) {
    synchronized (this) {
      checkHeld();
      state = state.load(share);
    }
    hosting.writer().writeSoon(this);
  }

  /** Takes no more work: selections pass the agent over from now on. It finishes what it has. */
  public void drain() {
    synchronized (this) {
      checkHeld();
      state = state.intake(Intake.DRAINING);
    }
    write();
  }

  /**
   * Takes no more work, and waits until what there was is done.
   *
   * @return whether the agent says that nothing is in use, and the bus sees nothing waiting, within
   *     that time
   */
  public boolean drain(Duration patience) throws InterruptedException {
    drain();
    return hosting.writer().awaitIdle(this, patience);
  }

  /** Takes work again. */
  public void reopen() {
    synchronized (this) {
      checkHeld();
      state = state.intake(Intake.OPEN);
    }
    write();
  }

  /**
   * Describes the agent anew. It keeps its state; to others it is a change.
   *
   * @throws MaosException of a store that does not answer; then it may or may not be known
   */
  public void describe(AgentDescriptor changed) {
    if (!changed.id().equals(agent)) {
      throw Limit.invalid("agent id", changed.id().value(), "the id that is registered, " + agent);
    }
    synchronized (this) {
      checkHeld();
      descriptor = changed;
    }
    hosting.renew(List.of(this));
    synchronized (this) {
      checkHeld();
    }
  }

  /** Calls {@code listener}, on a thread of its own, with the reason when the id is lost. */
  public void onLost(Consumer<String> listener) {
    Objects.requireNonNull(listener, "listener");
    String reason;
    synchronized (this) {
      if (standing != Standing.LOST) {
        onLost.add(listener);
        return;
      }
      reason = lossReason;
    }
    Thread.startVirtualThread(() -> listener.accept(reason));
  }

  /** Leaves. What others know of the agent is gone at once; closing twice is fine. */
  @Override
  public void close() {
    leave("it has left");
  }

  /** Leaves, and says why. */
  public void leave(String reason) {
    hosting.leave(this, new Departure(agent, incarnation(), reason));
  }

  private void write() {
    hosting.writer().write(this);
    synchronized (this) {
      checkHeld();
    }
  }

  private void checkHeld() {
    switch (standing) {
      case PENDING, HELD -> {}
      case LOST -> throw new RegistrationLostException(agent, lossReason);
      case LEFT ->
          throw new MaosException(
              ErrorCode.NOT_REGISTERED, "agent %s has left the registry".formatted(agent));
    }
  }

  // What its process does with it.

  /** It is registered now; false if it has left meanwhile or somebody newer is there already. */
  synchronized boolean admitted(long number) {
    incarnation = number;
    standing = standing == Standing.PENDING ? Standing.HELD : standing;
    return standing == Standing.HELD && newestOfOthers < number;
  }

  /** Another process has registered the id; true if that is newer than this. */
  synchronized boolean isSupersededBy(long number) {
    newestOfOthers = Math.max(newestOfOthers, number);
    return standing == Standing.HELD && newestOfOthers > incarnation;
  }

  synchronized void seen(Seen seen) {
    state = state.seen(seen);
  }

  /** A write of the state as it is now. */
  synchronized StateChange change() {
    return new StateChange(agent, incarnation, state);
  }

  /** Ends it as left; false if it had ended before. */
  synchronized boolean left() {
    boolean wasHeld = standing == Standing.HELD || standing == Standing.PENDING;
    standing = wasHeld ? Standing.LEFT : standing;
    return wasHeld;
  }

  /** Ends it as lost, and gives those who want to be told; none if it had ended before. */
  synchronized List<Consumer<String>> lost(String reason) {
    if (standing != Standing.HELD && standing != Standing.PENDING) {
      return List.of();
    }
    standing = Standing.LOST;
    lossReason = reason;
    return List.copyOf(onLost);
  }

  @Override
  public synchronized String toString() {
    return "Registration[%s, %s, incarnation %d]".formatted(agent, standing, incarnation);
  }
}

package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A job that has gone to an agent and of which nothing has been heard yet. It counts as the agent's
 * work until it is {@link #done} or given up, whichever comes first; so it must end in one of them.
 * Thread-safe.
 */
public final class Errand implements AutoCloseable {
  private final AgentId agent;
  private final LoadBoard board;
  private final Tally tally;
  private final TimeSource time;
  private final long begun;
  private final AtomicBoolean ended = new AtomicBoolean();

  Errand(AgentId agent, LoadBoard board, Tally tally, TimeSource time) {
    this.agent = agent;
    this.board = board;
    this.tally = tally;
    this.time = time;
    this.begun = time.nanos();
    board.begin(tally);
  }

  /** Who has it. */
  public AgentId agent() {
    return agent;
  }

  /** The agent has answered: the job is done, and took so long. */
  public void done() {
    if (ended.compareAndSet(false, true)) {
      board.done(tally, begun, time.nanos());
    }
  }

  /** Gives it up, if it is not done: nothing more will be heard of it. */
  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      board.givenUp(tally);
    }
  }
}

package dev.maos.bench.peers;

import dev.maos.bench.Audience;
import dev.maos.bench.EventRun;
import dev.maos.event.Event;
import java.util.function.Consumer;

/**
 * A peer that is told one event after another. One that makes nobody wait is told no more than it
 * can keep up with: at most 4,096 events are on their way.
 */
final class PeerRun implements EventRun {
  private static final int WINDOW = 4_096;
  private static final int BURST = 64;

  private final Audience audience;
  private final Consumer<Event> system;
  private final boolean hasNoBounds;
  private final Runnable closing;

  private PeerRun(
      Audience audience, Consumer<Event> system, boolean hasNoBounds, Runnable closing) {
    this.audience = audience;
    this.system = system;
    this.hasNoBounds = hasNoBounds;
    this.closing = closing;
  }

  /** One that handles every event before it returns, or makes the teller wait. */
  PeerRun(Audience audience, Consumer<Event> system) {
    this(audience, system, false, () -> {});
  }

  /** The same, with something to close. */
  static PeerRun bounded(Audience audience, Consumer<Event> system, Runnable closing) {
    return new PeerRun(audience, system, false, closing);
  }

  /** One that takes whatever it is told. */
  static PeerRun unbounded(Audience audience, Consumer<Event> system, Runnable closing) {
    return new PeerRun(audience, system, true, closing);
  }

  @Override
  public int tell(long first) {
    if (hasNoBounds && first % BURST == 0) {
      audience.keepUp(first, WINDOW);
    }
    system.accept(audience.next(first));
    return 1;
  }

  @Override
  public void close() {
    closing.run();
  }
}

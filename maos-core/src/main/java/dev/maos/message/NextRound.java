package dev.maos.message;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The round that is on its way while another one is handled. A handler that takes long must not
 * keep it from others, so whoever watches the handler may hand it back. Begun and taken by one
 * thread, handed back by any.
 */
final class NextRound {
  private final Inbox inbox;
  private final Settler settler;
  private final AtomicReference<@Nullable Begun> begun = new AtomicReference<>();

  private record Begun(Inbox.Ahead ahead, List<Claim> done, int most, long atMicros) {}

  NextRound(Inbox inbox, Settler settler) {
    this.inbox = inbox;
    this.settler = settler;
  }

  /** When it was sent for; 0 if it was not. */
  long begunAt() {
    var mine = begun.get();
    return mine == null ? 0 : mine.atMicros();
  }

  boolean isBegun() {
    return begun.get() != null;
  }

  /**
   * Sends for it, and acknowledges what is done on the way.
   *
   * @param nowMicros when its leases begin, at the earliest
   * @return false if this inbox gives nothing ahead; then nothing is acknowledged either
   */
  boolean begin(List<Claim> done, int most, long nowMicros) {
    var ahead = settler.exchangeAhead(inbox, done, most);
    ahead.ifPresent(exchange -> begun.set(new Begun(exchange, done, most, nowMicros)));
    return ahead.isPresent();
  }

  /**
   * Waits for it; empty if there is nothing, or if it was not sent for or was handed back.
   *
   * @param notAcknowledged told what was to be acknowledged on the way, if that failed
   */
  List<Claim> take(Consumer<List<Claim>> notAcknowledged) {
    var mine = begun.getAndSet(null);
    if (mine == null) {
      return List.of();
    }
    try {
      return finish(mine);
    } catch (RuntimeException failure) {
      notAcknowledged.accept(mine.done());
      throw failure;
    }
  }

  private List<Claim> finish(Begun mine) {
    return settler.finish(inbox, mine.ahead(), mine.done(), mine.most());
  }

  /** Hands it back if it is there, without waiting for it. */
  void handBack() {
    var mine = begun.get();
    if (mine != null && mine.ahead().isThere() && begun.compareAndSet(mine, null)) {
      handBack(finish(mine));
    }
  }

  /** Nobody takes it any more: it is handed back, whether it is there or not. */
  void giveUp() {
    var mine = begun.getAndSet(null);
    if (mine != null) {
      mine.ahead().giveUp();
    }
  }

  private void handBack(List<Claim> claims) {
    var given =
        claims.stream()
            .filter(claim -> claim.envelope().message().guarantee() != Guarantee.AT_MOST_ONCE)
            .toList();
    var _ = inbox.handBackAll(given);
  }
}

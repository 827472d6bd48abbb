package dev.maos.security;

import dev.maos.monitor.Counter;
import dev.maos.security.crypto.Rejection;
import java.util.EnumMap;
import java.util.Map;

/** What security counts. Thread-safe. */
final class SecurityCounters {
  final Counter sealed = new Counter();
  final Counter opened = new Counter();
  final Counter plain = new Counter();
  final Counter sessions = new Counter();

  final Counter denied = new Counter();
  final Counter authenticated = new Counter();
  final Counter unauthenticated = new Counter();
  final Counter limited = new Counter();

  final Counter outOfOrder = new Counter();
  final Counter missing = new Counter();
  final Counter handledTwice = new Counter();
  final Counter marksLost = new Counter();
  final Counter noticesRefused = new Counter();
  final Counter tablesFailed = new Counter();
  final Counter eventsRefused = new Counter();
  final Counter ballotsRefused = new Counter();

  private final Map<Rejection, Counter> rejected = new EnumMap<>(Rejection.class);

  SecurityCounters() {
    for (var reason : Rejection.values()) {
      rejected.put(reason, new Counter());
    }
  }

  void rejected(Rejection reason) {
    of(reason).increment();
  }

  private Counter of(Rejection reason) {
    var counter = rejected.get(reason);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + reason);
    }
    return counter;
  }

  SecurityMetrics metrics(long auditLost) {
    var byReason = new EnumMap<Rejection, Long>(Rejection.class);
    rejected.forEach((reason, counter) -> byReason.put(reason, counter.total()));
    return new SecurityMetrics(
        sealed.total(),
        opened.total(),
        plain.total(),
        sessions.total(),
        denied.total(),
        limited.total(),
        authenticated.total(),
        unauthenticated.total(),
        auditLost,
        new SecurityMetrics.Numbers(
            outOfOrder.total(), missing.total(), handledTwice.total(), marksLost.total()),
        noticesRefused.total(),
        tablesFailed.total(),
        eventsRefused.total(),
        ballotsRefused.total(),
        byReason);
  }
}

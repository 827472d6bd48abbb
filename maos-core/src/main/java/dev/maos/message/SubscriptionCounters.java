package dev.maos.message;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one subscription has counted; written by its loops, few of them at a time. */
final class SubscriptionCounters {
  private long received;
  private long redelivered;
  private long failed;
  private long deadLettered;
  private long stale;
  private long busyMicros;
  private @Nullable String lastError;

  synchronized void received(int messages, int ofThemAgain, long tookMicros) {
    received += messages;
    redelivered += ofThemAgain;
    busyMicros += tookMicros;
  }

  synchronized Workload workload(int waiting) {
    return new Workload(waiting, received, Duration.of(busyMicros, ChronoUnit.MICROS));
  }

  synchronized void failed(Throwable error) {
    failed++;
    lastError = error.toString();
  }

  synchronized void deadLettered() {
    deadLettered++;
  }

  synchronized void stale() {
    stale++;
  }

  synchronized SubscriptionStats snapshot() {
    return new SubscriptionStats(
        received, redelivered, failed, deadLettered, stale, Optional.ofNullable(lastError));
  }
}

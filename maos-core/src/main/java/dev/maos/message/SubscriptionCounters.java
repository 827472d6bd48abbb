package dev.maos.message;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one subscription has counted; written by its loops, few of them at a time. */
final class SubscriptionCounters {
  private long received;
  private long redelivered;
  private long failed;
  private long deadLettered;
  private long stale;
  private @Nullable String lastError;

  synchronized void received(int messages, int ofThemAgain) {
    received += messages;
    redelivered += ofThemAgain;
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

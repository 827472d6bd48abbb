package dev.maos.security.limits;

import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was taken, in the memory of one process: at most 100,000 keys.
 *
 * <p>A key whose charges are all earned again is as good as one that was never there, and gives
 * way. If none is, a new key is refused: who fills the memory gains nothing by it. After a restart
 * everybody has a whole burst. Thread-safe.
 */
public final class MemoryLimits implements LimitStore {
  private static final int MAX_KEYS = 100_000;

  private final TimeSource time;
  private final int maxKeys;

  // Both guarded by this.
  private final Map<String, Long> earnedAt = new HashMap<>();
  private long fullUntil;

  /** Nothing taken yet. */
  public MemoryLimits(TimeSource time) {
    this(time, MAX_KEYS);
  }

  MemoryLimits(TimeSource time, int maxKeys) {
    this.time = time;
    this.maxKeys = maxKeys;
    this.fullUntil = time.nanos();
  }

  @Override
  public synchronized LimitAnswer take(List<Charge> charges) {
    long now = time.nanos();
    for (var charge : charges) {
      if (charge.isHopeless()) {
        return new LimitAnswer.Never(charge);
      }
      long wait = Gcra.delay(ahead(charge, now), charge.rate());
      if (wait > 0) {
        return new LimitAnswer.TooMuch(charge, Duration.ofNanos(wait));
      }
    }
    if (!hasRoom(charges, now)) {
      return new LimitAnswer.Full(Duration.ofNanos(fullUntil - now));
    }
    charges.forEach(charge -> earnedAt.put(charge.key(), now + ahead(charge, now)));
    return new LimitAnswer.Taken();
  }

  private long ahead(Charge charge, long now) {
    long earned = earnedAt.getOrDefault(charge.key(), now);
    return Gcra.ahead(earned, now, charge.rate(), charge.amount());
  }

  private boolean hasRoom(List<Charge> charges, long now) {
    long fresh = charges.stream().filter(charge -> !earnedAt.containsKey(charge.key())).count();
    if (earnedAt.size() + fresh <= maxKeys) {
      return true;
    }
    // Looking through all keys is dear, so it is not done again before one of them can have gone.
    if (now - fullUntil < 0) {
      return false;
    }
    earnedAt.values().removeIf(earned -> earned - now <= 0);
    if (earnedAt.size() + fresh <= maxKeys) {
      return true;
    }
    long ahead = earnedAt.values().stream().mapToLong(earned -> earned - now).min().orElse(1);
    fullUntil = now + ahead;
    return false;
  }

  @Override
  public synchronized double load() {
    return (double) earnedAt.size() / maxKeys;
  }
}

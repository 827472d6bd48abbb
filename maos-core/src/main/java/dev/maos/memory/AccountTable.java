package dev.maos.memory;

import dev.maos.backend.AccountCharge;
import dev.maos.backend.ChargeAnswer;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was taken from accounts: the moment at which all of it will be earned. Thread-safe. */
final class AccountTable {
  private final TimeSource time;
  private final int most;

  // Guarded by this.
  private final Map<String, Long> earnedAt = new HashMap<>();

  AccountTable(TimeSource time, int most) {
    this.time = time;
    this.most = most;
  }

  synchronized ChargeAnswer charge(List<AccountCharge> charges) {
    long now = time.nanos();
    for (int i = 0; i < charges.size(); i++) {
      long wait = ahead(charges.get(i), now) - charges.get(i).burst().toNanos();
      if (wait > 0) {
        return new ChargeAnswer.TooMuch(i, Duration.ofNanos(wait));
      }
    }
    if (!hasRoom(charges, now)) {
      return new ChargeAnswer.Full();
    }
    charges.forEach(charge -> earnedAt.put(charge.account(), now + ahead(charge, now)));
    return new ChargeAnswer.Taken();
  }

  private long ahead(AccountCharge charge, long now) {
    long earned = earnedAt.getOrDefault(charge.account(), now);
    return Math.max(0, earned - now) + charge.cost().toNanos();
  }

  private boolean hasRoom(List<AccountCharge> charges, long now) {
    if (fits(charges)) {
      return true;
    }
    // An account that owes nothing is as good as one that was never there.
    earnedAt.values().removeIf(earned -> earned - now <= 0);
    return fits(charges);
  }

  private boolean fits(List<AccountCharge> charges) {
    long fresh = charges.stream().filter(one -> !earnedAt.containsKey(one.account())).count();
    return earnedAt.size() + fresh <= most;
  }
}

package dev.maos.security.limits;

import dev.maos.backend.AccountCharge;
import dev.maos.backend.ChargeAnswer;
import dev.maos.backend.SharedTables;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was taken by all processes together, as long as there are tables that they share; what was
 * taken by this one otherwise, also while the tables do not answer. Thread-safe.
 */
public final class SharedLimits implements LimitStore {
  private static final Duration FULL_FOR = Duration.ofSeconds(1);

  private final LimitStore local;
  private final Runnable onFailure;
  private volatile Optional<SharedTables> tables = Optional.empty();

  /**
   * Counts here until there are tables.
   *
   * @param onFailure run each time that the tables did not answer
   */
  public SharedLimits(LimitStore local, Runnable onFailure) {
    this.local = local;
    this.onFailure = onFailure;
  }

  /** Counts there from now on, or here if there is nothing. */
  public void share(Optional<SharedTables> others) {
    tables = others;
  }

  @Override
  public LimitAnswer take(List<Charge> charges) {
    var hopeless = charges.stream().filter(Charge::isHopeless).findFirst();
    if (hopeless.isPresent()) {
      return new LimitAnswer.Never(hopeless.get());
    }
    return tables.map(shared -> takeThere(shared, charges)).orElseGet(() -> local.take(charges));
  }

  private LimitAnswer takeThere(SharedTables shared, List<Charge> charges) {
    try {
      return switch (shared.charge(charges.stream().map(SharedLimits::accounted).toList())) {
        case ChargeAnswer.Taken() -> new LimitAnswer.Taken();
        case ChargeAnswer.TooMuch(int index, var after) ->
            new LimitAnswer.TooMuch(charges.get(index), after);
        case ChargeAnswer.Full() -> new LimitAnswer.Full(FULL_FOR);
      };
    } catch (MaosException unanswered) {
      // Better one limit for each process than none for all, or nobody who may send.
      onFailure.run();
      return local.take(charges);
    }
  }

  private static AccountCharge accounted(Charge charge) {
    var rate = charge.rate();
    return new AccountCharge(
        charge.key(),
        Duration.ofNanos(rate.nanosFor(charge.amount())),
        Duration.ofNanos(rate.nanosFor(rate.burst())));
  }

  @Override
  public double load() {
    return local.load();
  }
}

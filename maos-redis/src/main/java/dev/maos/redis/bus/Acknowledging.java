package dev.maos.redis.bus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledges claims of one inbox. Those that come while it waits to be sent may join it.
 *
 * <p>Loaded under its pipeline's lock, which may take the lock of the holdings, never the other way
 * round.
 */
final class Acknowledging extends Operation<Settling> {
  private final Holdings holdings;
  private final List<RedisClaim> claims;
  private @Nullable Settling settling;

  Acknowledging(Holdings holdings, List<RedisClaim> claims) {
    this.holdings = holdings;
    this.claims = new ArrayList<>(claims);
  }

  /** Adds a claim; false if it is too late for that. */
  synchronized boolean join(RedisClaim claim) {
    return settling == null && claims.add(claim);
  }

  @Override
  synchronized void load(Cargo cargo) {
    settling = holdings.settling(claims);
    var out = Packer.operation('A');
    settling.write(out);
    cargo.argument(out.done());
  }

  @Override
  synchronized Settling read(Answer answer) {
    if (settling == null) {
      throw new IllegalStateException("answered before it was sent");
    }
    holdings.settled(settling, answer);
    return settling;
  }
}

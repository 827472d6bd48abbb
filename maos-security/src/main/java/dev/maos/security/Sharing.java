package dev.maos.security;

import dev.maos.backend.SharedTables;
import dev.maos.backend.SharedTables.Listening;
import dev.maos.security.limits.SharedLimits;
import java.util.Optional;

/**
 * What the processes of a deployment know together, each for itself as long as there are no tables.
 *
 * @param limits what was taken by all
 * @param numbers which messages were accepted by any
 * @param notices what they tell one another
 */
record Sharing(SharedLimits limits, SharedNumbers numbers, Notices notices) {

  /** Shares by these tables from now on; the last ones count. */
  Listening begin(SharedTables tables) {
    limits.share(Optional.of(tables));
    numbers.share(Optional.of(tables));
    var bell = tables.listen(notices::rung);
    notices.share(Optional.of(tables));
    return () -> end(bell);
  }

  private void end(Listening bell) {
    bell.close();
    numbers.tellAll();
    limits.share(Optional.empty());
    numbers.share(Optional.empty());
    notices.share(Optional.empty());
  }
}

package dev.maos.memory;

import dev.maos.registry.Changes;
import dev.maos.registry.Changes.Continuity;
import dev.maos.registry.Position;
import dev.maos.registry.StoreChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last changes of a store, in a ring in which the change of revision {@code r} lies at {@code r
 * mod size}. Guarded by the store's lock.
 */
final class ChangeLog {
  private final @Nullable StoreChange[] ring;
  private final long epoch;
  private long last;

  ChangeLog(int size, long epoch) {
    this.ring = new StoreChange[size];
    this.epoch = epoch;
  }

  /** The revision of the next change. */
  long next() {
    return last + 1;
  }

  void add(StoreChange change) {
    last = change.revision();
    ring[slot(last)] = change;
  }

  Position end() {
    return new Position(epoch, last);
  }

  Changes behind(Position after, int limit) {
    long oldest = Math.max(1, last - ring.length + 1);
    if (after.epoch() != epoch || after.revision() > last || after.revision() + 1 < oldest) {
      return new Changes(List.of(), end(), Continuity.BROKEN);
    }
    long upTo = Math.min(last, after.revision() + limit);
    var changes = new ArrayList<StoreChange>((int) (upTo - after.revision()));
    for (long revision = after.revision() + 1; revision <= upTo; revision++) {
      changes.add(Objects.requireNonNull(ring[slot(revision)]));
    }
    return new Changes(changes, new Position(epoch, upTo), Continuity.WHOLE);
  }

  private int slot(long revision) {
    return (int) (revision % ring.length);
  }
}

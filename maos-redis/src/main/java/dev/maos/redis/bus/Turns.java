package dev.maos.redis.bus;

import java.util.BitSet;
import java.util.Optional;

/** The turns of all feeds of a process. Slots are few and used again; numbers are not. */
final class Turns {
  /** How many feeds may have several batches under way; further ones send one by one. */
  private static final int SLOTS = 1_024;

  private final BitSet taken = new BitSet();
  private int last;

  /** A feed's first turn; empty if all slots are taken. */
  synchronized Optional<Turn> first() {
    int slot = taken.nextClearBit(1);
    if (slot > SLOTS) {
      return Optional.empty();
    }
    taken.set(slot);
    return Optional.of(new Turn(slot, ++last));
  }

  synchronized Turn after(Turn turn) {
    return new Turn(turn.slot(), ++last);
  }

  synchronized void giveBack(Turn turn) {
    taken.clear(turn.slot());
  }
}

package dev.maos.message;

import java.time.Duration;

/** What a publisher meets when an inbox or a group is full. */
public sealed interface Overflow {
  /** A {@link QueueFullException} at once. */
  record Reject() implements Overflow {}

  /** Waiting for room, and the exception when patience is at its end. */
  record Block(Duration patience) implements Overflow {
    public Block {
      Setting.between("overflow patience", patience, Duration.ZERO, Duration.ofHours(1));
    }
  }

  static Overflow reject() {
    return new Reject();
  }

  static Overflow block(Duration patience) {
    return new Block(patience);
  }
}

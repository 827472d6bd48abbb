package dev.maos.redis.bus;

/**
 * The time of a feed from one refusal to the next: once one of its batches is refused, none of
 * those behind it may take effect. Here is what this process knows of it; the server notes the turn
 * at the feed's slot when it refuses. Thread-safe.
 */
final class Turn {
  private final int slot;
  private final int number;
  private volatile boolean refused;

  /**
   * A turn that begins.
   *
   * @param slot where the server keeps the feed's last refusal
   * @param number no other turn of this process has it
   */
  Turn(int slot, int number) {
    this.slot = slot;
    this.number = number;
  }

  int slot() {
    return slot;
  }

  int number() {
    return number;
  }

  void refuse() {
    refused = true;
  }

  boolean isRefused() {
    return refused;
  }
}

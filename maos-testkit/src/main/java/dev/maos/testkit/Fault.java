package dev.maos.testkit;

/** What can go wrong between a bus and its storage. */
public enum Fault {
  /** The storage cannot be reached; nothing was stored. */
  REFUSE,
  /** The request is lost on its way; nothing was stored, but the sender cannot know. */
  LOSE_REQUEST,
  /** What was asked was done, but its answer is lost, so the asker cannot know. */
  LOSE_REPLY,
  /** The request arrives twice. Never done to at-most-once messages, which nothing recognises. */
  SEND_TWICE,
  /**
   * Messages are claimed, but the reader never learns of it; they come back when the lease ends.
   */
  LOSE_CLAIMS,
  /** A settlement is lost on its way: nothing happened. */
  LOSE_SETTLEMENT,
  /** A settlement took effect, but its answer is lost. */
  LOSE_SETTLED,
  /** A bell rings late, by up to 50 ms. */
  DELAY_BELL,
  /** A bell rings without reason. */
  RING_FALSELY,
  /** What was claimed together comes in another order. */
  SHUFFLE
}

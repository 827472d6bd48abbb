package dev.maos.registry;

import java.util.OptionalLong;

/**
 * What this process knows of one agent's work. Guarded by the board's lock, but for what is read of
 * answers.
 *
 * <p>Jobs are counted from three sources. Two of them overlap with what this process knows itself,
 * so the greatest counts: the agent's report, what the bus of its process sees, and the errands
 * that this process has under way. What was sent lately without anybody who would say when it is
 * done is not in any of them yet, and is added.
 */
final class Tally {
  private static final double SHARE_OF_NEWEST = 1.0 / 8;
  private static final double SHARE_OF_NEWEST_JOB = 1.0 / 32;

  private final int slot;
  private double capacity;
  private double reported;
  private double seen;
  private double seenService;
  private int open;
  private long newestBucket;
  private int sentNow;
  private int sentBefore;
  private double ownService;
  private long served;
  private long doneNanos = Long.MIN_VALUE;
  private volatile double roundTrip;
  private volatile long answeredNanos;
  private volatile boolean hasAnswered;

  Tally(int slot, AgentRecord record) {
    this.slot = slot;
    record(record);
  }

  int slot() {
    return slot;
  }

  void record(AgentRecord record) {
    var state = record.state();
    capacity = record.descriptor().capacity();
    reported = state.load() * capacity;
    seen = state.seen().waiting();
    seenService = state.seen().service().toNanos() / 1_000.0;
  }

  void begin() {
    open++;
  }

  void end() {
    open--;
  }

  /**
   * A job is done. One of several that are worked on at once took as long as it was there. One that
   * had to wait for its turn took as long as it is since the one before it was done.
   */
  void done(long begunNanos, long nowNanos) {
    boolean hasRoom = capacity > 1 && open < capacity;
    double took =
        hasRoom ? nowNanos - begunNanos : (nowNanos - Math.max(begunNanos, doneNanos)) * capacity;
    took /= 1_000;
    end();
    doneNanos = nowNanos;
    if (took > 0) {
      served++;
      // The mean of all at first, then of the last few dozen: quick to learn, and not easily moved.
      ownService += (took - ownService) * Math.max(1.0 / served, SHARE_OF_NEWEST_JOB);
    }
    answered((nowNanos - begunNanos) / 1_000, nowNanos);
  }

  void sent(long bucket) {
    forgetBefore(bucket - 1);
    if (bucket != newestBucket) {
      sentBefore = sentNow;
      sentNow = 0;
      newestBucket = bucket;
    }
    sentNow++;
  }

  /** Forgets what was sent in buckets before this one. */
  void forgetBefore(long bucket) {
    if (newestBucket < bucket) {
      sentNow = 0;
      sentBefore = 0;
    } else if (newestBucket == bucket) {
      sentBefore = 0;
    }
  }

  boolean hasRecent() {
    return sentNow + sentBefore > 0;
  }

  void answered(long micros, long nowNanos) {
    // An answer within the microsecond is an answer.
    double took = Math.max(1, micros);
    roundTrip = roundTrip == 0 ? took : smoothed(roundTrip, took);
    answeredNanos = nowNanos;
    hasAnswered = true;
  }

  private static double smoothed(double before, double newest) {
    return before + (newest - before) * SHARE_OF_NEWEST;
  }

  double capacity() {
    return capacity;
  }

  double jobs() {
    return Math.max(open, Math.max(reported, seen)) + sentNow + sentBefore;
  }

  int open() {
    return open;
  }

  /** How long a job takes; 0 if nobody knows. */
  double serviceMicros() {
    return seenService > 0 ? seenService : ownService;
  }

  double roundTripMicros() {
    return roundTrip;
  }

  /** How long ago it last answered this process. */
  OptionalLong sinceAnswer(long nowNanos) {
    return hasAnswered ? OptionalLong.of(nowNanos - answeredNanos) : OptionalLong.empty();
  }
}

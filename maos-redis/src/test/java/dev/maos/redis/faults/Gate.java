package dev.maos.redis.faults;

/** Where a publisher waits before each part of its work. */
interface Gate {
  void pass() throws InterruptedException;
}

package dev.maos.testkit.house.planted.habit;

public final class UsesStopwatch {
  public long nanos() {
    return System.nanoTime();
  }
}

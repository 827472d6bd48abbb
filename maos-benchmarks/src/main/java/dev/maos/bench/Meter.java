package dev.maos.bench;

import java.lang.management.ManagementFactory;

/** What this process has used so far: time, CPU time and heap. */
final class Meter {
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
  private static final int COLLECTIONS = 4;
  private static final int LOOKS = 10;
  private static final int SETTLED_BYTES = 16 * 1_024;

  private final long startNanos = System.nanoTime();
  private final long startCpuNanos = SYSTEM.getProcessCpuTime();

  private Meter() {}

  static Meter start() {
    return new Meter();
  }

  Round stop(long messages) {
    long cpuNanos = SYSTEM.getProcessCpuTime() - startCpuNanos;
    return new Round(messages, System.nanoTime() - startNanos, cpuNanos, 0);
  }

  /** Bytes on the heap that are still reachable. Collects garbage, so it takes a while. */
  static long reachableHeap() {
    // One collection leaves what waits for cleaners and references; it goes with the next ones.
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The same, when it does not change any more: threads that were just started have begun. */
  static long settledHeap() {
    long before = reachableHeap();
    for (int i = 0; i < LOOKS; i++) {
      long now = reachableHeap();
      if (Math.abs(now - before) < SETTLED_BYTES) {
        return now;
      }
      before = now;
    }
    return before;
  }
}

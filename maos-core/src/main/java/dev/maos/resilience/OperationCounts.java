package dev.maos.resilience;

import java.util.concurrent.atomic.LongAdder;

/** The counts behind an {@link OperationStats}. Thread-safe. */
final class OperationCounts {
  final LongAdder calls = new LongAdder();
  final LongAdder admitted = new LongAdder();
  final LongAdder attempts = new LongAdder();
  final LongAdder succeeded = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder refused = new LongAdder();

  OperationStats statistics(String component, String operation) {
    // A call under way may be admitted before its first attempt is counted.
    long retries = Math.max(0, attempts.sum() - admitted.sum());
    return new OperationStats(
        component, operation, calls.sum(), succeeded.sum(), failed.sum(), refused.sum(), retries);
  }
}

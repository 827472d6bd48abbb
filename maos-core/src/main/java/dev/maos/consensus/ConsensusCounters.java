package dev.maos.consensus;

import dev.maos.monitor.Counter;
import dev.maos.monitor.LatencyHistogram;

/** What consensus counts. */
final class ConsensusCounters {
  final Counter requested = new Counter();
  final Counter reached = new Counter();
  final Counter failed = new Counter();
  final Counter timedOut = new Counter();
  final Counter cancelled = new Counter();
  final Counter finishedForOthers = new Counter();
  final Counter ballots = new Counter();
  final Counter repeated = new Counter();
  final Counter rejected = new Counter();
  final Counter told = new Counter();
  final Counter listenersFailed = new Counter();
  final Counter heraldFailed = new Counter();
  final Counter storeFailed = new Counter();
  final Counter rollbacks = new Counter();
  final Counter gaps = new Counter();
  final LatencyHistogram durations = new LatencyHistogram();

  void ended(Decision decision) {
    switch (decision.status()) {
      case REACHED -> reached.increment();
      case FAILED -> failed.increment();
      case TIMED_OUT -> timedOut.increment();
      case CANCELLED -> cancelled.increment();
      case ACTIVE -> {}
    }
  }

  ConsensusMetrics metrics(int listening) {
    return new ConsensusMetrics(
        requested.total(),
        reached.total(),
        failed.total(),
        timedOut.total(),
        cancelled.total(),
        finishedForOthers.total(),
        ballots.total(),
        repeated.total(),
        rejected.total(),
        told.total(),
        listenersFailed.total(),
        listening,
        heraldFailed.total(),
        storeFailed.total(),
        rollbacks.total(),
        gaps.total(),
        durations.snapshot());
  }
}

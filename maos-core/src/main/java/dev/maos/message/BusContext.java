package dev.maos.message;

import dev.maos.base.MaosException;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.monitor.Counter;
import dev.maos.resilience.Retrier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What the parts of one bus share.
 *
 * @param settling repeats the settling of a delivery while the backend does not answer
 * @param started how often a delivery loop has begun to work
 * @param rested how often one has come to rest
 * @param idle raised when one has
 * @param news tells those who listen what happens here
 * @param guard at the doors
 * @param tracer notes what becomes of messages
 */
record BusContext(
    MessageTransport transport,
    BusOptions options,
    TimeSource time,
    RandomGenerator random,
    BusCounters counters,
    Sealer sealer,
    AgentFinder agents,
    Outgoing outgoing,
    Retrier settling,
    Counter started,
    Counter rested,
    Signal idle,
    BusNews news,
    MessageGuard guard,
    MessageTracer tracer) {

  private static final int SETTLING_ATTEMPTS = 8;

  static BusContext of(
      MessageTransport transport,
      BusOptions options,
      TimeSource time,
      RandomGenerator given,
      BusSurroundings around) {
    var guarded = GuardedTransport.of(transport, around.guard());
    var counters = new BusCounters();
    var random = shared(given);
    return new BusContext(
        guarded,
        options,
        time,
        random,
        counters,
        new Sealer(options, time, random, around),
        around.agents(),
        new Outgoing(transport, options, time, random, counters),
        new Retrier(Outgoing.policy().maxAttempts(SETTLING_ATTEMPTS), time, random),
        new Counter(),
        new Counter(),
        new Signal(),
        new BusNews(around.announcer(), time),
        around.guard(),
        around.tracer());
  }

  /**
   * Whether no loop is at work. What only ever grows is compared, the later one read first: if they
   * are equal, every loop that had started by then had come to rest.
   */
  boolean allAtRest() {
    long before = rested.total();
    return before == started.total();
  }

  /** Seals a user's message; one that is refused is counted. */
  Envelope seal(Message message) {
    try {
      return sealer.seal(message);
    } catch (MaosException e) {
      counters.refused.increment();
      throw e;
    }
  }

  /** Publishes what a user sealed; what is refused is counted. */
  List<Receipt> publish(List<Envelope> batch) {
    try {
      return outgoing.send(batch);
    } catch (MaosException e) {
      counters.refused.add(batch.size());
      throw e;
    }
  }

  /** When patience ends, by the steady clock; patience without end ends in some centuries. */
  long deadlineIn(Duration patience) {
    return time.nanos() + Math.min(TimeUnit.NANOSECONDS.convert(patience), Long.MAX_VALUE / 4);
  }

  Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - time.nanos()));
  }

  /** Loops draw at the same time, which most generators do not allow. */
  private static RandomGenerator shared(RandomGenerator given) {
    return () -> {
      synchronized (given) {
        return given.nextLong();
      }
    };
  }
}

package dev.maos.message;

import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * What the parts of one bus share.
 *
 * @param activeLoops delivery loops that are at work now
 * @param idle raised when the last of them has come to rest
 */
record BusContext(
    MessageTransport transport,
    BusOptions options,
    TimeSource time,
    RandomGenerator random,
    BusCounters counters,
    Sealer sealer,
    Outgoing outgoing,
    AtomicInteger activeLoops,
    Signal idle) {

  static BusContext of(
      MessageTransport transport, BusOptions options, TimeSource time, RandomGenerator given) {
    var counters = new BusCounters();
    var random = shared(given);
    return new BusContext(
        transport,
        options,
        time,
        random,
        counters,
        new Sealer(options, time, random),
        new Outgoing(transport, options, time, random, counters),
        new AtomicInteger(),
        new Signal());
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

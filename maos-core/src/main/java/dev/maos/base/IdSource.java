package dev.maos.base;

import com.github.f4b6a3.uuid.factory.standard.NameBasedSha1Factory;
import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A maker of ids that sort by the time they were made (UUID version 7).
 *
 * <p>Each id of one source is greater than the one before, also when the clock steps back; ids of
 * different sources are ordered to the millisecond. Thread-safe; the random generator is used under
 * a lock of this source, so it need not be thread-safe when nobody else uses it.
 */
public final class IdSource {
  private final TimeSource time;
  private final AtomicLong latestMillis = new AtomicLong(Long.MIN_VALUE);
  private final TimeOrderedEpochFactory factory;

  /** A source over this time and chance; equal times and seeds give equal ids. */
  public IdSource(TimeSource time, RandomGenerator random) {
    Objects.requireNonNull(random, "random");
    this.time = Objects.requireNonNull(time, "time");
    this.factory =
        TimeOrderedEpochFactory.builder()
            .withTimeFunction(this::millis)
            .withRandomFunction(random::nextLong)
            .build();
  }

  /** The next id. */
  public UUID next() {
    return factory.create();
  }

  /** The id that a name has within a namespace (UUID version 5): equal names give equal ids. */
  public static UUID derived(UUID namespace, String name) {
    return new NameBasedSha1Factory(namespace).create(name);
  }

  // The library starts over from an earlier time when the clock steps back by more than its
  // tolerance, so it never gets to see such a step.
  private long millis() {
    return latestMillis.accumulateAndGet(time.now().toEpochMilli(), Math::max);
  }
}

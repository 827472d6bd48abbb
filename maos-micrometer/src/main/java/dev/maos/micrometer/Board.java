package dev.maos.micrometer;

import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.micrometer.Reading.Name;
import dev.maos.monitor.LatencySnapshot;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of one registry. Whoever asks one of them for its number has all of them read anew if
 * they are older than a second: so a scrape reads once, and nothing is read while nobody asks.
 * Meters come and go with what there is to read. Thread-safe.
 */
final class Board {
  private static final Logger LOG = LoggerFactory.getLogger(Board.class);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final MeterRegistry registry;
  private final Supplier<List<Reading>> source;
  private final TimeSource time;
  private final Shape shape;
  private final Map<Name, Row> rows = new ConcurrentHashMap<>();
  private final ReentrantLock reading = new ReentrantLock();
  private volatile long readAt;
  private volatile boolean isClosed;

  /** How a reading becomes meters. */
  interface Shape {
    /** Registers the meters of one name. */
    List<Meter> register(MeterRegistry registry, Reading first, Numbers numbers);

    /** That name has no meters any more. */
    void forget(Name name);
  }

  /** What meters ask for their numbers. */
  record Numbers(Board board, Cell cell) {
    double number() {
      board.freshen();
      return cell.number();
    }

    LatencySnapshot latency() {
      board.freshen();
      return cell.latency();
    }
  }

  // Meters hold what they ask for their numbers weakly. Nobody else holds it, and a meter whose
  // numbers were swept away shows its last one for ever.
  private record Row(Cell cell, Numbers numbers, List<Meter> meters) {}

  Board(MeterRegistry registry, Supplier<List<Reading>> source, TimeSource time, Shape shape) {
    this.registry = registry;
    this.source = source;
    this.time = time;
    this.shape = shape;
  }

  /** Reads everything now. */
  void refresh() {
    reading.lock();
    try {
      read();
    } finally {
      reading.unlock();
    }
  }

  /** Somebody who reads already is not waited for: what is there is a second old. */
  void freshen() {
    if (time.nanos() - readAt < FRESH.toNanos() || !reading.tryLock()) {
      return;
    }
    try {
      if (time.nanos() - readAt >= FRESH.toNanos()) {
        read();
      }
    } finally {
      reading.unlock();
    }
  }

  private void read() {
    if (isClosed) {
      return;
    }
    // First, so that a registry that asks while meters are being registered does not ask for ever.
    readAt = time.nanos();
    try {
      show(source.get());
    } catch (MaosException e) {
      // What is closed has nothing more to tell: its last numbers stay.
      LOG.atDebug().setCause(e).log("metrics could not be read");
    }
  }

  private void show(List<Reading> all) {
    for (var each : all) {
      var row = rows.get(each.name());
      if (row == null) {
        rows.put(each.name(), newRow(each));
      } else {
        row.cell().put(each);
      }
    }
    keep(all.stream().map(Reading::name).collect(Collectors.toSet()));
  }

  private Row newRow(Reading first) {
    var cell = new Cell(first);
    var numbers = new Numbers(this, cell);
    return new Row(cell, numbers, shape.register(registry, first, numbers));
  }

  private void keep(Set<Name> names) {
    rows.keySet().stream().filter(name -> !names.contains(name)).toList().forEach(this::remove);
  }

  private void remove(Name name) {
    var row = rows.remove(name);
    if (row != null) {
      row.meters().forEach(registry::remove);
      shape.forget(name);
    }
  }

  /** Takes all meters away. */
  void close() {
    reading.lock();
    try {
      isClosed = true;
      keep(Set.of());
    } finally {
      reading.unlock();
    }
  }
}

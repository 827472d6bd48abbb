package dev.maos.micrometer;

import dev.maos.micrometer.Reading.Age;
import dev.maos.micrometer.Reading.Count;
import dev.maos.micrometer.Reading.Latency;
import dev.maos.micrometer.Reading.Level;
import dev.maos.monitor.LatencySnapshot;

/** The newest reading of one name. A count never goes down. Thread-safe. */
final class Cell {
  private volatile Reading newest;

  Cell(Reading first) {
    newest = first;
  }

  // Whoever draws rates takes a count that goes down for one that began anew, which it did not: a
  // queue that was counted under another's name is gone.
  synchronized void put(Reading reading) {
    boolean isLess =
        reading instanceof Count(var _, var value)
            && newest instanceof Count(var _, var before)
            && value < before;
    newest = isLess ? newest : reading;
  }

  double number() {
    return switch (newest) {
      case Count(var _, var value) -> value;
      case Level(var _, var value) -> value;
      case Age(var _, var seconds) -> seconds;
      case Latency(var _, var value) -> value.count();
    };
  }

  LatencySnapshot latency() {
    return newest instanceof Latency(var _, var value) ? value : LatencySnapshot.none();
  }
}

package dev.maos.micrometer;

import dev.maos.micrometer.Reading.Age;
import dev.maos.micrometer.Reading.Count;
import dev.maos.micrometer.Reading.Latency;
import dev.maos.micrometer.Reading.Level;
import dev.maos.micrometer.Reading.Name;
import dev.maos.monitor.LatencySnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A list of readings that grows by one call for each. Not thread-safe. */
final class Readings {
  private final List<Reading> all = new ArrayList<>();

  Readings count(String words, String help, long value, String... tags) {
    all.add(new Count(Name.of(words, help, tags), value));
    return this;
  }

  Readings level(String words, String help, double value, String... tags) {
    all.add(new Level(Name.of(words, help, tags), value));
    return this;
  }

  Readings age(String words, String help, Duration value, String... tags) {
    all.add(new Age(Name.of(words, help, tags), value.toNanos() / 1e9));
    return this;
  }

  Readings latency(String words, String help, LatencySnapshot value) {
    all.add(new Latency(Name.of(words, help), value));
    return this;
  }

  List<Reading> all() {
    return List.copyOf(all);
  }
}

package dev.maos.micrometer;

import dev.maos.micrometer.Reading.Name;
import dev.maos.monitor.LatencySnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * Meters for any registry: counters, gauges, and for what takes time a timer (how often, how long
 * together) beside gauges of its percentiles, tagged {@code phi}. Without state.
 */
class AnyShape implements Board.Shape {
  @Override
  public List<Meter> register(MeterRegistry registry, Reading first, Board.Numbers numbers) {
    var name = first.name();
    return switch (first) {
      case Reading.Count _ -> List.of(counter(registry, name, numbers));
      case Reading.Level _ -> List.of(level(registry, name, numbers));
      case Reading.Age _ -> List.of(age(registry, name, numbers));
      case Reading.Latency _ -> latency(registry, name, numbers);
    };
  }

  @Override
  public void forget(Name name) {}

  private static Meter counter(MeterRegistry registry, Name name, Board.Numbers numbers) {
    return FunctionCounter.builder(name.words(), numbers, Board.Numbers::number)
        .description(name.help())
        .tags(tags(name))
        .register(registry);
  }

  // A gauge of a supplier keeps it alive, and with it the numbers of the counters beside it, which
  // registries hold weakly.
  private static Meter level(MeterRegistry registry, Name name, Board.Numbers numbers) {
    return Gauge.builder(name.words(), numbers::number)
        .description(name.help())
        .tags(tags(name))
        .register(registry);
  }

  private static Meter age(MeterRegistry registry, Name name, Board.Numbers numbers) {
    return TimeGauge.builder(name.words(), numbers::number, TimeUnit.SECONDS)
        .description(name.help())
        .tags(tags(name))
        .register(registry);
  }

  /** The meters of what takes time. */
  List<Meter> latency(MeterRegistry registry, Name name, Board.Numbers numbers) {
    return List.of(
        timer(registry, name, numbers),
        max(registry, name, numbers),
        percentile(registry, name, numbers, "0.5", LatencySnapshot::p50Micros),
        percentile(registry, name, numbers, "0.95", LatencySnapshot::p95Micros),
        percentile(registry, name, numbers, "0.99", LatencySnapshot::p99Micros));
  }

  private static Meter timer(MeterRegistry registry, Name name, Board.Numbers numbers) {
    return FunctionTimer.builder(
            name.words(),
            numbers,
            its -> its.latency().count(),
            its -> its.latency().meanMicros() * its.latency().count(),
            TimeUnit.MICROSECONDS)
        .description(name.help())
        .tags(tags(name))
        .register(registry);
  }

  static Meter max(MeterRegistry registry, Name name, Board.Numbers numbers) {
    return TimeGauge.builder(
            name.words() + ".max", () -> numbers.latency().maxMicros(), TimeUnit.MICROSECONDS)
        .description(name.help() + ": the longest one yet")
        .tags(tags(name))
        .register(registry);
  }

  private static Meter percentile(
      MeterRegistry registry,
      Name name,
      Board.Numbers numbers,
      String phi,
      ToLongFunction<LatencySnapshot> micros) {
    return TimeGauge.builder(
            name.words() + ".percentile",
            () -> micros.applyAsLong(numbers.latency()),
            TimeUnit.MICROSECONDS)
        .description(name.help() + ": percentiles since the start")
        .tags(tags(name))
        .tag("phi", phi)
        .register(registry);
  }

  private static String[] tags(Name name) {
    return name.tags().toArray(String[]::new);
  }
}

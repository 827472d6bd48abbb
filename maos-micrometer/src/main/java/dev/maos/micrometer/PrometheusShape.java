package dev.maos.micrometer;

import dev.maos.micrometer.Reading.Name;
import dev.maos.monitor.LatencySnapshot;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Meters for Prometheus: as for any registry, but what takes time becomes a histogram, from which
 * Prometheus computes percentiles over any time and over several processes. Thread-safe.
 */
final class PrometheusShape extends AnyShape implements MultiCollector {
  private static final double MICROS = 1e6;

  private final Map<Name, Latency> latencies = new ConcurrentHashMap<>();

  private record Latency(String name, String help, Labels labels, Board.Numbers numbers) {}

  /** The gauge of the longest one knows the names and tags that the registry has made of ours. */
  @Override
  List<Meter> latency(MeterRegistry registry, Name name, Board.Numbers numbers) {
    var max = max(registry, name, numbers);
    var convention = registry.config().namingConvention();
    var words = convention.name(name.words(), Meter.Type.TIMER, "seconds");
    var labels = labels(max.getId().getConventionTags(convention));
    latencies.put(name, new Latency(words, name.help(), labels, numbers));
    return List.of(max);
  }

  @Override
  public void forget(Name name) {
    latencies.remove(name);
  }

  private static Labels labels(List<Tag> tags) {
    return Labels.of(
        tags.stream()
            .flatMap(tag -> Stream.of(tag.getKey(), tag.getValue()))
            .toArray(String[]::new));
  }

  @Override
  public MetricSnapshots collect() {
    return new MetricSnapshots(
        latencies.values().stream().<MetricSnapshot>map(PrometheusShape::snapshot).toList());
  }

  private static HistogramSnapshot snapshot(Latency latency) {
    var values = latency.numbers().latency();
    var point =
        HistogramDataPointSnapshot.builder()
            .labels(latency.labels())
            .classicHistogramBuckets(buckets(values))
            .sum(values.meanMicros() * values.count() / MICROS)
            .build();
    return HistogramSnapshot.builder()
        .name(latency.name())
        .help(latency.help())
        .dataPoint(point)
        .build();
  }

  // Ours are counted up to each bound, theirs between the bounds; the last one has no end.
  private static ClassicHistogramBuckets buckets(LatencySnapshot values) {
    var buckets = ClassicHistogramBuckets.builder();
    long before = 0;
    for (int i = 0; i < values.counts().size(); i++) {
      long upTo = values.counts().get(i);
      buckets.bucket(LatencySnapshot.BOUNDS_MICROS.get(i) / MICROS, upTo - before);
      before = upTo;
    }
    return buckets.bucket(Double.POSITIVE_INFINITY, values.count() - before).build();
  }
}

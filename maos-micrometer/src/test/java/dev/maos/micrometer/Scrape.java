package dev.maos.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricsProcessor;
import org.hawkular.agent.prometheus.types.Counter;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.Histogram;
import org.hawkular.agent.prometheus.types.Metric;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.hawkular.agent.prometheus.walkers.CollectorPrometheusMetricsWalker;

/** An exported text as somebody else's parser reads it. */
final class Scrape {
  private final List<MetricFamily> families;

  private Scrape(List<MetricFamily> families) {
    this.families = families;
  }

  static Scrape of(String text) {
    var walker = new CollectorPrometheusMetricsWalker();
    var input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    new TextPrometheusMetricsProcessor(input, walker).walk();
    return new Scrape(walker.getAllMetricFamilies());
  }

  List<MetricFamily> families() {
    return families;
  }

  List<Metric> metrics(String name) {
    return families.stream()
        .filter(family -> family.getName().equals(name))
        .flatMap(family -> family.getMetrics().stream())
        .toList();
  }

  /** The number of that name with these labels and no others. */
  double value(String name, Map<String, String> labels) {
    return switch (metric(name, labels)) {
      case Counter counter -> counter.getValue();
      case Gauge gauge -> gauge.getValue();
      case Metric other -> throw new AssertionError("neither counter nor gauge: " + other);
    };
  }

  double value(String name) {
    return value(name, Map.of());
  }

  Histogram histogram(String name) {
    return (Histogram) metric(name, Map.of());
  }

  private Metric metric(String name, Map<String, String> labels) {
    Optional<Metric> found =
        metrics(name).stream().filter(metric -> metric.getLabels().equals(labels)).findFirst();
    assertThat(found).as("%s%s among %s", name, labels, names()).isPresent();
    return found.orElseThrow();
  }

  List<String> names() {
    return families.stream().map(MetricFamily::getName).toList();
  }
}

package dev.maos.micrometer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hawkular.agent.prometheus.types.Histogram;
import org.hawkular.agent.prometheus.types.Metric;

/**
 * What a query in PromQL asks for: the series that it selects, and the labels that it groups by. It
 * is not computed.
 */
record PromQuery(List<Selector> selectors, Set<String> groupedBy) {
  private static final Pattern SELECTOR = Pattern.compile("\\b(maos_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|!=|=)\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([a-z_, ]*)\\)");

  private record Matcher(String label, String operator, String value) {
    boolean matches(Map<String, String> labels) {
      var has = labels.getOrDefault(label, "");
      return switch (operator) {
        case "=" -> has.equals(value);
        case "!=" -> !has.equals(value);
        default -> has.matches(value);
      };
    }
  }

  private record Selector(String name, List<Matcher> matchers) {}

  static PromQuery of(String text) {
    var selectors =
        SELECTOR
            .matcher(text)
            .results()
            .map(found -> new Selector(found.group(1), matchers(found.group(2))))
            .toList();
    var labels = new TreeSet<String>();
    GROUPING
        .matcher(text)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(", ")))
        .forEach(labels::add);
    return new PromQuery(selectors, labels);
  }

  private static List<Matcher> matchers(String text) {
    return text == null
        ? List.of()
        : MATCHER
            .matcher(text)
            .results()
            .map(found -> new Matcher(found.group(1), found.group(2), found.group(3)))
            .toList();
  }

  /** What of it the export does not have. */
  List<String> unanswered(Scrape scrape) {
    var missing = new ArrayList<String>();
    if (selectors.isEmpty()) {
      missing.add("it asks for nothing of ours");
    }
    for (var selector : selectors) {
      var series = series(scrape, selector);
      if (series.isEmpty()) {
        missing.add("no series " + selector);
      }
      for (var label : groupedBy) {
        if (series.stream().noneMatch(labels -> labels.containsKey(label))) {
          missing.add("no label " + label + " of " + selector.name());
        }
      }
    }
    return missing;
  }

  private static List<Map<String, String>> series(Scrape scrape, Selector selector) {
    return labels(scrape, selector.name())
        .filter(labels -> selector.matchers().stream().allMatch(each -> each.matches(labels)))
        .toList();
  }

  private static Stream<Map<String, String>> labels(Scrape scrape, String name) {
    var plain =
        scrape.metrics(name).stream()
            .filter(metric -> !(metric instanceof Histogram))
            .map(Metric::getLabels);
    return name.endsWith("_bucket") ? buckets(scrape, name.replaceFirst("_bucket$", "")) : plain;
  }

  private static Stream<Map<String, String>> buckets(Scrape scrape, String name) {
    return scrape.metrics(name).stream()
        .map(Histogram.class::cast)
        .flatMap(histogram -> histogram.getBuckets().stream().map(each -> bucket(histogram, each)));
  }

  private static Map<String, String> bucket(Histogram histogram, Histogram.Bucket bucket) {
    var labels = new HashMap<>(histogram.getLabels());
    labels.put("le", Double.toString(bucket.getUpperBound()));
    return labels;
  }
}

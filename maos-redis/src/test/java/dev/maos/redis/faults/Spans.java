package dev.maos.redis.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How long something took, each time; as a histogram for people. Used by one thread. */
final class Spans {
  private final String what;
  private final Duration step;
  private final List<Duration> spans = new ArrayList<>();

  /**
   * None as yet.
   *
   * @param step how wide a bar of the histogram is
   */
  Spans(String what, Duration step) {
    this.what = what;
    this.step = step;
  }

  void add(long nanos) {
    spans.add(Duration.ofNanos(nanos));
  }

  int count() {
    return spans.size();
  }

  Duration longest() {
    return spans.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private Duration median() {
    return spans.stream().sorted().skip(spans.size() / 2).findFirst().orElse(Duration.ZERO);
  }

  @Override
  public String toString() {
    var bars =
        spans.stream()
            .collect(
                Collectors.groupingBy(
                    span -> span.dividedBy(step), TreeMap::new, Collectors.counting()));
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d, median %,d ms, longest %,d ms%n",
            what,
            count(),
            median().toMillis(),
            longest().toMillis()));
    bars.forEach((bar, many) ->
        text.append(
            String.format(
                Locale.ROOT,
                "  %,6d ms  %3d  %s%n",
                step.multipliedBy(bar).toMillis(),
                many,
                "#".repeat(Math.toIntExact(many)))));
    return text.toString();
  }
}

package dev.maos.bench;

import java.util.List;
import java.util.Locale;

/**
 * The result of a benchmark.
 *
 * @param machine what it ran on: cores, processor, system, JDK, collector and heap
 * @param rows in the order in which the scenarios were run
 */
public record BenchReport(String machine, List<BenchRow> rows) {
  private static final String HEADER =
      "%-24s %-12s %11s %11s %11s %9s %9s %9s %9s %9s%n"
          .formatted(
              "scenario",
              "system",
              "msg/s",
              "min",
              "max",
              "CPU µs",
              "p50 µs",
              "p95 µs",
              "p99 µs",
              "B/agent");

  public BenchReport {
    rows = List.copyOf(rows);
  }

  /** The rows as aligned text for people; what was not measured is a dash. */
  public String table() {
    var text = new StringBuilder(machine).append(System.lineSeparator()).append(HEADER);
    for (var row : rows) {
      text.append("%-24s %-12s".formatted(row.scenario(), row.system()));
      append(text, 12, "%,.0f", row.messagesPerSecond());
      append(text, 12, "%,.0f", row.min());
      append(text, 12, "%,.0f", row.max());
      append(text, 10, "%.2f", row.cpuMicrosPerMessage());
      append(text, 10, "%.1f", row.p50Micros());
      append(text, 10, "%.1f", row.p95Micros());
      append(text, 10, "%.1f", row.p99Micros());
      append(text, 10, "%,.0f", row.bytesPerAgent());
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int width, String format, double value) {
    var shown = value == 0 ? "-" : String.format(Locale.ROOT, format, value);
    text.repeat(' ', Math.max(1, width - shown.length())).append(shown);
  }
}

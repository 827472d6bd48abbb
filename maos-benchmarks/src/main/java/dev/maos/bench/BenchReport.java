package dev.maos.bench;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

  private static final String LEGEND =
      """
      msg/s is the median of the rounds, min and max are the slowest and the fastest of them. CPU is
      that of the whole process for one message; p50 to p99 are latencies; B/agent is heap in bytes.
      limit is the bare JDK on this machine: two threads over a queue, or a virtual thread and a queue
      for each agent. It has no addresses, leases or dead letters, and is not a bound for every row.
      """;

  public BenchReport {
    rows = List.copyOf(rows);
  }

  /** The rows as aligned text for people; what was not measured is a dash. */
  public String table() {
    var text = new StringBuilder(machine).append(System.lineSeparator()).append(HEADER);
    for (var row : rows) {
      text.append("%-24s %-12s".formatted(row.scenario(), row.system()));
      append(text, 12, "%,d", row.messagesPerSecond());
      append(text, 12, "%,d", row.min());
      append(text, 12, "%,d", row.max());
      append(text, 10, "%.2f", row.cpuMicrosPerMessage());
      append(text, 10, "%.1f", row.p50Micros());
      append(text, 10, "%.1f", row.p95Micros());
      append(text, 10, "%.1f", row.p99Micros());
      append(text, 10, "%,d", row.bytesPerAgent());
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  /** What the table says, in lines for people: its columns and its systems. */
  public String legend() {
    return LEGEND;
  }

  private static void append(StringBuilder text, int width, String format, @Nullable Number value) {
    var shown = value == null ? "-" : String.format(Locale.ROOT, format, value);
    text.repeat(' ', Math.max(1, width - shown.length())).append(shown);
  }
}

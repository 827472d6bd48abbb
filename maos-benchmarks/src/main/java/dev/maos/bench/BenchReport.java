package dev.maos.bench;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a benchmark.
 *
 * @param machine what it ran on: cores, processor, system, JDK, collector and heap
 * @param server what kept the messages: product, version and settings; empty if all was in one
 *     process
 * @param rows in the order in which the scenarios were run
 */
public record BenchReport(String machine, String server, List<BenchRow> rows) {
  private static final String HEADER =
      "%-24s %-18s %11s %11s %11s %9s %9s %9s %9s %9s %9s%n"
          .formatted(
              "scenario",
              "system",
              "msg/s",
              "min",
              "max",
              "CPU µs",
              "server µs",
              "p50 µs",
              "p95 µs",
              "p99 µs",
              "B/agent");
  private static final int LATENCIES_AT = 98;

  private static final String LEGEND =
      """
      msg/s is the median of the rounds, min and max are the slowest and the fastest of them. CPU is
      that of the whole process for one message; p50 to p99 are latencies; B/agent is heap in bytes.
      limit is the bare JDK on this machine: two threads over a queue, or a virtual thread and a queue
      for each agent. It has no addresses, leases or dead letters, and is not a bound for every row.
      """;

  private static final String SERVER_LEGEND =
      """
      msg/s is the median of the rounds, min and max are the slowest and the fastest of them. CPU is
      that of the whole process for one message, server that of the server; p50 to p99 are latencies
      at a fixed rate; B/agent is heap in bytes. raw-framed is a bare client without a library: 64
      messages in one stream entry, 8 entries in one read, an acknowledgement for each entry; -ids
      also remembers each id in the server, -pubsub publishes and forgets. It has no addresses,
      leases, bounds or dead letters.
      """;

  public BenchReport {
    rows = List.copyOf(rows);
  }

  /** The rows as aligned text for people; what was not measured is a dash. */
  public String table() {
    var text = new StringBuilder(machine).append(System.lineSeparator());
    if (!server.isEmpty()) {
      text.append(server).append(System.lineSeparator());
    }
    text.append(HEADER);
    rows.forEach(row -> append(text, row));
    return text.toString();
  }

  private static void append(StringBuilder text, BenchRow row) {
    text.append("%-24s %-18s".formatted(row.scenario(), row.system()));
    append(text, 12, "%,d", row.messagesPerSecond());
    append(text, 12, "%,d", row.min());
    append(text, 12, "%,d", row.max());
    append(text, 10, "%.2f", row.cpuMicrosPerMessage());
    append(text, 10, "%.2f", row.serverCpuMicrosPerMessage());
    append(text, 10, "%.1f", row.p50Micros());
    append(text, 10, "%.1f", row.p95Micros());
    append(text, 10, "%.1f", row.p99Micros());
    append(text, 10, "%,d", row.bytesPerAgent());
    text.append(System.lineSeparator());
    appendRates(text, row);
    appendConnections(text, row);
    if (row.note() != null) {
      text.append("  ").append(row.note()).append(System.lineSeparator());
    }
  }

  // One rate needs no line of its own.
  private static void appendRates(StringBuilder text, BenchRow row) {
    if (row.rates().size() < 2) {
      return;
    }
    for (var rate : row.rates()) {
      var label = "  at %,d/s".formatted(rate.perSecond());
      text.append(label).repeat(' ', LATENCIES_AT - label.length());
      append(text, 10, "%.1f", rate.p50Micros());
      append(text, 10, "%.1f", rate.p95Micros());
      append(text, 10, "%.1f", rate.p99Micros());
      text.append(System.lineSeparator());
    }
  }

  private static void appendConnections(StringBuilder text, BenchRow row) {
    if (row.connections() != null && row.agents() != null && row.setUpMillis() != null) {
      text.append(
              "  %,d agents subscribed in %,.0f ms over %d connections, each was reached"
                  .formatted(row.agents(), row.setUpMillis(), row.connections()))
          .append(System.lineSeparator());
    }
  }

  /** What the table says, in lines for people: its columns and its systems. */
  public String legend() {
    return server.isEmpty() ? LEGEND : SERVER_LEGEND;
  }

  private static void append(StringBuilder text, int width, String format, @Nullable Number value) {
    var shown = value == null ? "-" : String.format(Locale.ROOT, format, value);
    text.repeat(' ', Math.max(1, width - shown.length())).append(shown);
  }
}

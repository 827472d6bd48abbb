package dev.maos.cli;

import dev.maos.cli.demo.DemoReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells people what a demo came to. */
final class DemoSummary {
  private final Style style;

  DemoSummary(Style style) {
    this.style = style;
  }

  List<String> lines(DemoReport report) {
    var lines = new ArrayList<String>();
    lines.add(
        row(
            "files",
            String.format(Locale.ROOT, "%,d below %s", report.files(), report.directory())));
    lines.add(row("messages", messages(report)));
    lines.add(
        row(
            "delivery",
            String.format(
                Locale.ROOT, "p50 %,d µs, p95 %,d µs", report.p50Micros(), report.p95Micros())));
    lines.add(row("crashes", crashes(report)));
    addFindings(report, lines);
    addWorst(report, lines);
    lines.add("");
    lines.add(verdict(report));
    return lines;
  }

  private static String messages(DemoReport report) {
    return String.format(
        Locale.ROOT,
        "%,d sent, %,d handled, %,d lost, %,d duplicated",
        report.messages(),
        report.delivered(),
        report.lost(),
        report.duplicated());
  }

  private static String crashes(DemoReport report) {
    return String.format(
        Locale.ROOT,
        "%d, deliveries repeated because of them: %,d (seed %d)",
        report.crashes(),
        report.redelivered(),
        report.seed());
  }

  private void addFindings(DemoReport report, List<String> lines) {
    var title = "findings";
    for (var discipline : report.disciplines().entrySet()) {
      var name = discipline.getKey();
      var text = "%-12s %5d   %s".formatted(name, discipline.getValue(), reviewers(report, name));
      lines.add(row(title, text));
      title = "";
    }
  }

  private static String reviewers(DemoReport report, String discipline) {
    return report.findings().entrySet().stream()
        .filter(count -> count.getKey().startsWith(discipline + "-"))
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(" · "));
  }

  private void addWorst(DemoReport report, List<String> lines) {
    var title = "worst files";
    for (var worst : report.worstFiles()) {
      lines.add(row(title, "%s (%d points)".formatted(worst.file(), worst.points())));
      lines.add(style.dim(row("", worst.worst())));
      title = "";
    }
  }

  private String verdict(DemoReport report) {
    if (report.files() == 0) {
      return style.bad(style.shown("✗ No source files were found there."));
    }
    return report.lost() == 0
        ? style.good(style.shown("✓ Nothing was lost."))
        : style.bad(
            style.shown(String.format(Locale.ROOT, "✗ %,d messages were lost.", report.lost())));
  }

  private String row(String title, String text) {
    var margin = "%-12s".formatted(title);
    return (title.isEmpty() ? margin : style.bold(margin)) + style.shown(text);
  }
}

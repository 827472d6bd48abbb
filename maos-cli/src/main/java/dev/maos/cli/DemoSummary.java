package dev.maos.cli;

import dev.maos.cli.demo.DemoReport;
import dev.maos.cli.demo.DemoReport.Agreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    lines.add(
        report.processes() == 1
            ? row("crashes", crashes(report))
            : row("processes", processes(report)));
    if (report.reselected() > 0) {
      lines.add(row("re-selected", reselected(report)));
    }
    addReviewed(report, lines);
    addFindings(report, lines);
    addWorst(report, lines);
    addVotes(report, lines);
    report.committee().ifPresent(it -> addCommittee(it, lines));
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

  private static String processes(DemoReport report) {
    return String.format(
        Locale.ROOT,
        "%d, killed: %d, deliveries repeated because of that: %,d (seed %d)",
        report.processes(),
        report.kills(),
        report.redelivered(),
        report.seed());
  }

  private static String reselected(DemoReport report) {
    return "%s, as the reviewer chosen at first was gone: another who is able was chosen"
        .formatted(Count.of(report.reselected(), "command"));
  }

  private void addReviewed(DemoReport report, List<String> lines) {
    var title = "reviewed";
    for (var name : report.disciplines().keySet()) {
      int files = of(report.handled(), name).mapToInt(Map.Entry::getValue).sum();
      lines.add(row(title, counts(name, files, report.handled())));
      title = "";
    }
  }

  private void addFindings(DemoReport report, List<String> lines) {
    var title = "findings";
    for (var discipline : report.disciplines().entrySet()) {
      lines.add(row(title, counts(discipline.getKey(), discipline.getValue(), report.findings())));
      title = "";
    }
  }

  private static String counts(String discipline, int sum, Map<String, Integer> byReviewer) {
    return "%-12s %5d   %s".formatted(discipline, sum, reviewers(discipline, byReviewer));
  }

  private static String reviewers(String discipline, Map<String, Integer> byReviewer) {
    return of(byReviewer, discipline)
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(" · "));
  }

  private static Stream<Map.Entry<String, Integer>> of(
      Map<String, Integer> byReviewer, String discipline) {
    return byReviewer.entrySet().stream()
        .filter(count -> count.getKey().startsWith(discipline + "-"));
  }

  private void addWorst(DemoReport report, List<String> lines) {
    var title = "worst files";
    for (var worst : report.worstFiles()) {
      lines.add(row(title, "%s (%s)".formatted(worst.file(), Count.of(worst.points(), "point"))));
      lines.add(style.dim(row("", worst.worst())));
      title = "";
    }
  }

  private void addVotes(DemoReport report, List<String> lines) {
    var title = "refactor?";
    for (var vote : report.votes()) {
      lines.add(row(title, Verdicts.sentence(vote)));
      title = "";
    }
    var wrong = report.votes().stream().flatMap(vote -> vote.problems().stream()).toList();
    if (!report.votes().isEmpty() && wrong.isEmpty()) {
      lines.add(style.dim(row("", "the records were counted again: nothing is wrong with them")));
    }
    wrong.forEach(problem -> lines.add(style.bad(row("", "wrong with a record: " + problem))));
  }

  private void addCommittee(Agreement committee, List<String> lines) {
    lines.add(
        row(
            "committee",
            "%d of %d members signed one certificate, and %d of them may lie"
                .formatted(committee.signers(), committee.members(), committee.faults())));
    committee
        .outcomes()
        .forEach((file, outcome) -> lines.add(row("", Verdicts.sentence(file, outcome))));
    lines.add(
        committee.accused().equals(List.of(committee.liar()))
            ? row("", committee.liar() + " lied, and is named by two papers that it signed")
            : style.bad(
                row(
                    "",
                    "%s lied; named are %s"
                        .formatted(committee.liar(), String.join(", ", committee.accused())))));
    if (committee.problems().isEmpty()) {
      lines.add(
          style.dim(row("", "a stranger who has only their keys finds the certificate true")));
    }
    committee
        .problems()
        .forEach(it -> lines.add(style.bad(row("", "wrong with the certificate: " + it))));
  }

  private String verdict(DemoReport report) {
    if (report.lost() > 0) {
      return bad("%s lost.", report.lost());
    }
    if (report.duplicated() > 0) {
      return bad("Nothing was lost, but %s counted twice.", report.duplicated());
    }
    return style.good(
        style.shown(
            report.processes() == 1
                ? "✓ Nothing was lost."
                : "✓ Nothing was lost, and nothing was counted twice."));
  }

  private String bad(String sentence, long messages) {
    var count = Count.of(messages, "message was", "messages were");
    return style.bad(style.shown("✗ " + sentence.formatted(count)));
  }

  private String row(String title, String text) {
    var margin = "%-12s".formatted(title);
    return (title.isEmpty() ? margin : style.bold(margin)) + style.shown(text);
  }
}

package dev.maos.cli;

import dev.maos.cli.demo.DemoEvent;
import dev.maos.cli.demo.Finding;
import dev.maos.cli.demo.Review;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What is said about the events of a demo. Immutable. */
final class DemoWords {
  private static final int LONGEST_BAR = 30;

  private final Style style;
  private final String over;

  /** {@code place} is where the messages go, unless that is here. */
  DemoWords(Style style, Optional<String> place) {
    this.style = style;
    this.over = place.map(" over "::concat).orElse("");
  }

  /** What everybody should see. */
  Optional<String> important(DemoEvent event) {
    return switch (event) {
      case DemoEvent.Started(var directory, var files, var reviews) ->
          Optional.of(
              style.shown(
                  "A crew of agents reviews %s below %s%s: %s to answer."
                      .formatted(
                          Count.of(files, "source file"),
                          directory,
                          over,
                          Count.of(reviews, "command"))));
      case DemoEvent.Crashed(var reviewer, var file, var moment) ->
          Optional.of(
              style.bad(style.shown("✗ %s crashes %s, over %s".formatted(reviewer, moment, file))));
      case DemoEvent.TakenOver(var reviewer, var file, var predecessor) ->
          Optional.of(
              style.good(
                  style.shown(
                      "✓ %s was chosen in the place of %s: %s"
                          .formatted(reviewer, predecessor, file))));
      case DemoEvent.Repeated(var reviewer, var file, var attempt) ->
          Optional.of(
              style.dim(
                  style.shown(
                      "· %s repeats it, as its lease was lost (attempt %d): %s"
                          .formatted(reviewer, attempt, file))));
      case DemoEvent.Ready(var process, var pid) ->
          Optional.of(
              style.good(style.shown("✓ process %d is there (pid %d)".formatted(process, pid))));
      case DemoEvent.Killed(var process, var pid, var file, var moment) ->
          Optional.of(
              style.bad(
                  style.shown(
                      "✗ process %d (pid %d) is killed %s, over %s"
                          .formatted(process, pid, moment, file))));
      case DemoEvent.CameBack(var reviewer, var file, var predecessor, var later) ->
          Optional.of(style.good(style.shown(cameBack(reviewer, file, predecessor, later))));
      case DemoEvent.Ended(var process, var lastWords) ->
          Optional.of(
              style.bad(style.shown("✗ process %d has ended: %s".formatted(process, lastWords))));
      case DemoEvent.Voted(var file, var outcome) ->
          Optional.of(
              style.dim(
                  style.shown(
                      "· the reviewers vote: refactor %s? %s"
                          .formatted(fileName(file), Verdicts.word(outcome)))));
      case DemoEvent.Joined(var reviewer) ->
          Optional.of(style.good(style.shown("✓ %s joins the crew".formatted(reviewer))));
      case DemoEvent.Asked _, DemoEvent.Answered _ -> Optional.empty();
    };
  }

  private static String cameBack(String reviewer, String file, String predecessor, Duration later) {
    return String.format(
        Locale.ROOT,
        "✓ %s was chosen in the place of %s, %.1f s after the kill: %s",
        reviewer,
        predecessor,
        later.toMillis() / 1_000.0,
        file);
  }

  /** A message as it goes by, in so many columns; empty where there is nothing to tell. */
  Optional<String> message(DemoEvent event, int columns) {
    return switch (event) {
      case DemoEvent.Asked(var file) ->
          Optional.of(cut("planner → reviewers: please review " + file, columns));
      case DemoEvent.Answered(_, var review) -> answer(review).map(text -> cut(text, columns));
      case DemoEvent.Started _,
          DemoEvent.Crashed _,
          DemoEvent.TakenOver _,
          DemoEvent.Repeated _,
          DemoEvent.Joined _,
          DemoEvent.Voted _,
          DemoEvent.Ready _,
          DemoEvent.Killed _,
          DemoEvent.CameBack _,
          DemoEvent.Ended _ ->
          Optional.empty();
    };
  }

  /** The progress bar in so many columns. */
  String bar(int done, int all, int columns) {
    var numbers =
        String.format(
            Locale.ROOT, " %3d %%  %,d/%,d answers", 100L * done / Math.max(1, all), done, all);
    int length = Math.clamp(columns - numbers.length(), 0, LONGEST_BAR);
    int full = (int) ((long) length * done / Math.max(1, all));
    return style.good(style.shown("█".repeat(full)))
        + style.shown("░".repeat(length - full))
        + cut(numbers, columns);
  }

  private static Optional<String> answer(Review review) {
    return review.findings().stream()
        .max(Comparator.comparingInt(Finding::points))
        .map(heaviest ->
            "%s → planner: %s, %s"
                .formatted(review.reviewer(), fileName(review.file()), heaviest.what()));
  }

  /** What of a path people know a file by. */
  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private String cut(String text, int columns) {
    var shown = style.shown(text);
    if (shown.length() <= columns) {
      return shown;
    }
    var end = style.shown("…");
    return shown.substring(0, Math.max(0, columns - end.length())) + end;
  }
}

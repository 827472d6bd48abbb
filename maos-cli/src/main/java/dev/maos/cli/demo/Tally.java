package dev.maos.cli.demo;

import dev.maos.cli.demo.DemoReport.FileScore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sums up reviews. Pure functions of them. */
final class Tally {
  private static final int WORST = 5;

  private final List<Review> reviews;

  Tally(Collection<Review> reviews) {
    this.reviews = List.copyOf(reviews);
  }

  /** How many files each of these reviewers answered for; 0 for one without an answer. */
  SortedMap<String, Integer> handledBy(Collection<String> reviewers) {
    return withAll(reviewers, count(Review::reviewer, _ -> 1));
  }

  /** How many findings each of these reviewers had; 0 for one without an answer. */
  SortedMap<String, Integer> byReviewer(Collection<String> reviewers) {
    return withAll(reviewers, count(Review::reviewer, Tally::findings));
  }

  SortedMap<String, Integer> byDiscipline() {
    return count(review -> review.discipline().word(), Tally::findings);
  }

  /** The files with findings, the worst first. */
  List<FileScore> worstFiles() {
    return reviews.stream()
        .filter(review -> !review.findings().isEmpty())
        .collect(Collectors.groupingBy(Review::file))
        .entrySet()
        .stream()
        .map(entry -> score(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingInt(FileScore::points).reversed().thenComparing(FileScore::file))
        .limit(WORST)
        .toList();
  }

  private SortedMap<String, Integer> count(
      Function<Review, String> by, Function<Review, Integer> what) {
    return reviews.stream().collect(Collectors.toMap(by, what, Integer::sum, TreeMap::new));
  }

  private static SortedMap<String, Integer> withAll(
      Collection<String> reviewers, SortedMap<String, Integer> counts) {
    reviewers.forEach(name -> counts.putIfAbsent(name, 0));
    return counts;
  }

  private static int findings(Review review) {
    return review.findings().size();
  }

  private static FileScore score(String file, List<Review> reviews) {
    var findings = new ArrayList<Finding>();
    reviews.forEach(review -> findings.addAll(review.findings()));
    findings.sort(Comparator.comparingInt(Finding::points).reversed());
    int points = findings.stream().mapToInt(Finding::points).sum();
    var heaviest = findings.getFirst();
    var place = heaviest.line() == 0 ? "" : "line " + heaviest.line() + ": ";
    return new FileScore(file, points, findings.size(), place + heaviest.what());
  }
}

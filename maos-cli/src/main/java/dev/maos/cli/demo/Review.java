package dev.maos.cli.demo;

import java.util.List;

/**
 * What a reviewer answers: its findings in one file.
 *
 * @param reviewer the name of the agent
 * @param discipline what it looked at
 * @param file the path below the reviewed directory
 * @param findings in the order of lines, at most {@value #MAX_FINDINGS}
 */
public record Review(String reviewer, Discipline discipline, String file, List<Finding> findings) {
  static final int MAX_FINDINGS = 50;

  /** Keeps the first findings when there are more than fit. */
  public Review {
    findings = List.copyOf(findings.subList(0, Math.min(findings.size(), MAX_FINDINGS)));
  }

  /** How much all findings weigh. */
  public int points() {
    return findings.stream().mapToInt(Finding::points).sum();
  }
}

package dev.maos.cli;

import dev.maos.cli.demo.DemoReport.FileVote;

/** What is said about the votes of a demo. */
final class Verdicts {
  private Verdicts() {}

  /** An outcome in a word or two. */
  static String word(String outcome) {
    return switch (outcome) {
      case "PASSED" -> "yes";
      case "REJECTED" -> "no";
      case "NO_QUORUM" -> "too few voted";
      case "UNDECIDED" -> "not decided in time";
      default -> outcome;
    };
  }

  /** What a committee agreed on about a file, on a line. */
  static String sentence(String file, String outcome) {
    return "%s: %s".formatted(DemoWords.fileName(file), word(outcome));
  }

  /** A vote on a line. */
  static String sentence(FileVote vote) {
    return "%s: %s, with a weight of %s to %s, %s abstaining (%d of %d voted)"
        .formatted(
            DemoWords.fileName(vote.file()),
            word(vote.outcome()),
            vote.yes(),
            vote.no(),
            vote.abstained(),
            vote.ballots(),
            vote.voters());
  }
}

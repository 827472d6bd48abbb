package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.cli.demo.DemoReport.FileScore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void findingsAreCountedByReviewerAndByDiscipline() {
    var tally =
        new Tally(
            List.of(
                review("size-1", Discipline.SIZE, "A", 1, 2),
                review("size-2", Discipline.SIZE, "B", 1),
                review("nesting-1", Discipline.NESTING, "A")));

    assertThat(tally.byReviewer(List.of("size-1", "size-3")))
        .containsExactly(
            Map.entry("nesting-1", 0),
            Map.entry("size-1", 2),
            Map.entry("size-2", 1),
            Map.entry("size-3", 0));
    assertThat(tally.handledBy(List.of("size-1", "size-3")))
        .containsExactly(
            Map.entry("nesting-1", 1),
            Map.entry("size-1", 1),
            Map.entry("size-2", 1),
            Map.entry("size-3", 0));
    assertThat(tally.byDiscipline()).containsExactly(Map.entry("nesting", 0), Map.entry("size", 3));
  }

  @Test
  void theWorstFilesComeFirstWithTheirHeaviestFinding() {
    var tally =
        new Tally(
            List.of(
                review("size-1", Discipline.SIZE, "good"),
                review("size-1", Discipline.SIZE, "bad", 1, 2),
                review("nesting-1", Discipline.NESTING, "bad", 7),
                review("size-1", Discipline.SIZE, "worse", 20)));

    assertThat(tally.worstFiles())
        .containsExactly(
            new FileScore("worse", 20, 1, "line 1: weighs 20"),
            new FileScore("bad", 10, 3, "line 1: weighs 7"));
  }

  @Test
  void fiveFilesAreTheWorst() {
    var reviews =
        IntStream.range(0, 9)
            .mapToObj(i -> review("size-1", Discipline.SIZE, "file" + i, 1))
            .toList();

    assertThat(new Tally(reviews).worstFiles())
        .extracting(FileScore::file)
        .containsExactly("file0", "file1", "file2", "file3", "file4");
  }

  @Test
  void aReviewKeepsABoundedNumberOfFindings() {
    var many = Collections.nCopies(1_000, new Finding(1, "again", 1));

    assertThat(new Review("size-1", Discipline.SIZE, "A", many).findings())
        .hasSize(Review.MAX_FINDINGS);
  }

  private static Review review(String reviewer, Discipline discipline, String file, int... points) {
    var findings =
        IntStream.of(points).mapToObj(each -> new Finding(1, "weighs " + each, each)).toList();
    return new Review(reviewer, discipline, file, findings);
  }
}

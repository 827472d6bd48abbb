package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.NoCapableAgentException;
import dev.maos.message.QueueLimits;
import dev.maos.registry.AgentDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom the planner asks to stop. */
class PlannerTest {
  private static final TimeSource TIME = TimeSource.system();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<SourceFile> FILES =
      IntStream.range(0, 10).mapToObj(i -> new SourceFile("File" + i + ".java", 100)).toList();

  private final List<String> stopped = new CopyOnWriteArrayList<>();

  @Test
  void aBlowThatCameToNothingFallsAgain() throws Exception {
    review(false);

    assertThat(stopped).hasSizeGreaterThan(1).first().isEqualTo("File5.java");
  }

  @Test
  void onceSomebodyDiedThereIsNoOther() throws Exception {
    review(true);

    assertThat(stopped).containsExactly("File5.java");
  }

  @Test
  void whereNobodyIsAbleThePlannerWaitsForSomebodyAsLongAsItsPatience() throws Exception {
    var storage = new MemoryTransport(QueueLimits.defaults(), TIME);
    try (var maos = Stage.of(storage).open(1)) {
      var planner = new Planner(maos, new Books(TIME), Fate.never(), () -> false, 1, TIME, _ -> {});

      assertThatThrownBy(() -> planner.review(FILES, Duration.ZERO, Duration.ofMillis(10)))
          .isInstanceOf(NoCapableAgentException.class)
          .hasMessageContaining("review-size");
    }
  }

  @Test
  @Timeout(60)
  void whoComesWhileThePlannerIsPatientIsAsked() throws Exception {
    var books = new Books(TIME);
    try (var maos = Stage.of(new MemoryTransport(QueueLimits.defaults(), TIME)).open(1)) {
      var planner = new Planner(maos, books, Fate.never(), () -> false, 1, TIME, _ -> {});
      var reviewing =
          new FutureTask<>(() -> {
            planner.review(FILES, Duration.ZERO, PATIENCE);
            return books.reckon().lost();
          });
      Thread.startVirtualThread(reviewing);
      while (maos.bus().metrics().refused() == 0) {
        Thread.onSpinWait();
      }

      hire(maos, books);

      assertThat(reviewing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
    }
  }

  /** All reviews, by reviewers who finish whatever they are asked. */
  private void review(boolean somebodyDied) throws Exception {
    var books = new Books(TIME);
    var storage = new MemoryTransport(QueueLimits.defaults(), TIME);
    try (var maos = Stage.of(storage).open(1)) {
      hire(maos, books);
      var fate = Fate.onceAtSomeMoment(FILES, 1);
      var planner = new Planner(maos, books, fate, () -> somebodyDied, 1, TIME, _ -> {});

      planner.review(FILES, Duration.ZERO, PATIENCE);
    }
  }

  private void hire(Maos maos, Books books) {
    for (var discipline : Discipline.values()) {
      var id = AgentId.of(discipline.word());
      maos.bus()
          .subscribe(
              id,
              TopicPattern.exactly(discipline.topic()),
              discipline.options(PATIENCE),
              delivery -> {
                var task = delivery.payload().as(ReviewTask.class);
                task.stop().ifPresent(_ -> stopped.add(task.file()));
                books.handled(delivery.id());
              });
      maos.registry().register(AgentDescriptor.of(id).able(discipline.capability()).build());
    }
  }
}

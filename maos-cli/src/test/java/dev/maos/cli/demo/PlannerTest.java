package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.BusOptions;
import dev.maos.message.MessageBus;
import dev.maos.message.QueueLimits;
import dev.maos.testkit.Seed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

  /** All reviews, by reviewers who finish whatever they are asked. */
  private void review(boolean somebodyDied) throws Exception {
    var books = new Books(TIME);
    var storage = new MemoryTransport(QueueLimits.defaults(), TIME);
    try (var bus = new MessageBus(storage, BusOptions.defaults(), TIME, new Seed(1).random())) {
      for (var discipline : Discipline.values()) {
        bus.subscribe(
            AgentId.of(discipline.word()),
            TopicPattern.exactly(discipline.topic()),
            discipline.options(PATIENCE),
            delivery -> {
              var task = delivery.payload().as(ReviewTask.class);
              task.stop().ifPresent(_ -> stopped.add(task.file()));
              books.handled(delivery.id());
            });
      }
      var fate = Fate.onceAtSomeMoment(FILES, 1);
      var planner = new Planner(bus, books, fate, () -> somebodyDied, 1, TIME, _ -> {});

      planner.review(FILES, Duration.ZERO, PATIENCE);
    }
  }
}

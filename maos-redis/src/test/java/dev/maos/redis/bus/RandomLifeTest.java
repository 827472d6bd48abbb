package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.message.QueueLimits;
import dev.maos.testkit.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lives of three processes over one namespace. After every step everything that is counted
 * is counted again from what lies in the keys; in the end nothing must be left behind.
 */
@Timeout(120)
class RandomLifeTest extends LibraryScene {
  private static final int STEPS = 300;

  /** What a message is nowhere without being handled, expired or thrown away. */
  private static final Set<String> BOOKS = Set.of("meta", "processes", "queues", "wishes", "rung");

  static LongStream seeds() {
    return Seed.range(1, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void withPlentyOfRoomEveryQueueHoldsExactlyWhatItsCallersWereTold(long value) {
    var seed = new Seed(value);
    var workload = new Workload(this, seed, Readings.PLAIN);

    for (int step = 1; step <= STEPS; step++) {
      run(workload, seed, step);
      expectNothing(
          lasting(keys -> {
            var wrong = new ArrayList<>(Consistency.complaints(keys, limits));
            wrong.addAll(workload.expected().differences(keys));
            return wrong;
          }),
          workload,
          seed,
          step);
    }
    expectNothingIsLeft(workload, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void atItsBoundsEveryCountIsTheNumberOfWhatLiesThere(long value) {
    var seed = new Seed(value);
    limits = new QueueLimits(12, 5, 6, Duration.ofSeconds(100), 1_024);
    var workload = new Workload(this, seed, Readings.COLOURFUL);

    for (int step = 1; step <= STEPS; step++) {
      run(workload, seed, step);
      expectNothing(lasting(keys -> Consistency.complaints(keys, limits)), workload, seed, step);
    }
    expectNothingIsLeft(workload, seed);
  }

  private static void run(Workload workload, Seed seed, int step) {
    try {
      workload.step();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("%s, step %d\n%s".formatted(seed, step, workload.log()), e);
    }
  }

  private static void expectNothing(List<String> wrong, Workload workload, Seed seed, int step) {
    assertThat(wrong).as(() -> "%s, step %d\n%s".formatted(seed, step, workload.log())).isEmpty();
  }

  private void expectNothingIsLeft(Workload workload, Seed seed) {
    workload.finish();
    var keys = keys();
    var left = new ArrayList<String>();
    keys.values()
        .forEach((name, value) -> {
          if (!BOOKS.contains(name) && !name.matches("(session|readers|ids[01]):.*")) {
            left.add(name + ": " + value.size());
          }
        });
    assertThat(left).as(() -> "what is left behind; " + seed).isEmpty();
    assertThat(keys.queues().values()).as(seed.toString()).allMatch(queue -> queue.depth() == 0);
  }
}

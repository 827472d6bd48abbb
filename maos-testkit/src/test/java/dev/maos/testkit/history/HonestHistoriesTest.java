package dev.maos.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.message.Guarantee;
import dev.maos.testkit.Seed;
import dev.maos.testkit.history.Step.Answer;
import dev.maos.testkit.history.Step.Reply;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever an honest storage with dying readers does is let pass; one crime in it is found. */
class HonestHistoriesTest {
  private static final int RUNS = 300;
  private static final int MESSAGES = 60;

  @Test
  void honestHistoriesAreInnocent() {
    onManySeeds(seed -> {
      var verdict = honest(seed.random()).judged();

      assertThat(verdict.isInnocent()).as("%s: %s", seed, verdict).isTrue();
    });
  }

  @Test
  void aMessageThatTheStorageForgetsIsMissed() {
    onManySeeds(seed -> {
      var story = honest(seed.random()).promised(Guarantee.EXACTLY_ONCE);
      story.accepted(MESSAGES + 1);

      assertThat(story.judged().counts()).as("%s", seed).containsOnlyKeys(Anomaly.LOST);
    });
  }

  @Test
  void aMessageThatTheStorageDoublesIsNoticed() {
    onManySeeds(seed -> {
      var story = honest(seed.random()).promised(Guarantee.AT_LEAST_ONCE).accepted(MESSAGES + 1);
      story.done(MESSAGES + 1, 1).by("bob-twin").done(MESSAGES + 1, 1);

      assertThat(story.judged().counts()).as("%s", seed).containsKey(Anomaly.DUPLICATE);
    });
  }

  private static Story honest(RandomGenerator random) {
    var story = new Story();
    var queue = new ArrayDeque<Long>();
    long next = 1;
    int reader = 1;
    story.by("bob-1");
    while (next <= MESSAGES || !queue.isEmpty()) {
      if (next <= MESSAGES && random.nextBoolean()) {
        publish(story, random, queue, next++);
      } else if (!queue.isEmpty() && handle(story, random, queue.remove())) {
        story.killed().by("bob-" + ++reader);
      }
    }
    return story;
  }

  private static void publish(
      Story story, RandomGenerator random, ArrayDeque<Long> queue, long number) {
    var promise = random.nextBoolean() ? Guarantee.AT_LEAST_ONCE : Guarantee.EXACTLY_ONCE;
    story.promised(promise).invoked(number);
    int fate = random.nextInt(10);
    if (fate == 0) {
      story.answered(number, Answer.REFUSED);
      return;
    }
    story.answered(number, fate == 1 ? Answer.UNKNOWN : Answer.ACCEPTED);
    if (fate != 1 || random.nextBoolean()) {
      queue.add(number);
    }
  }

  /** Tries until it is done or dead; returns whether the reader died in the end. */
  private static boolean handle(Story story, RandomGenerator random, long number) {
    for (int attempt = 1; attempt <= 5; attempt++) {
      switch (random.nextInt(12)) {
        case 0 -> story.begun(number, attempt).killed().by("bob-for-" + number + "-" + attempt);
        case 1 -> story.failed(number, attempt);
        case 2 -> story.done(number, attempt).killed().by("bob-for-" + number + "-" + attempt);
        case 3 -> {
          story.done(number, attempt).acknowledged(number, attempt, Reply.TAKEN);
          return true;
        }
        default -> {
          story.done(number, attempt);
          return false;
        }
      }
    }
    story.buried(number);
    return false;
  }

  private static void onManySeeds(Consumer<Seed> test) {
    Seed.range(1, RUNS).mapToObj(Seed::new).forEach(test);
  }
}

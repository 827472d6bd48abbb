package dev.maos.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class CounterTest {
  private final Counter counter = new Counter();

  @Test
  void startsAtZero() {
    assertThat(counter.total()).isZero();
  }

  @Test
  void addsUp() {
    counter.increment();
    counter.add(41);
    counter.add(-2);

    assertThat(counter.total()).isEqualTo(40);
    assertThat(counter).hasToString("40");
  }

  @Test
  void losesNothingWhenManyThreadsCount() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 50; thread++) {
        threads.execute(() -> {
          for (int i = 0; i < 1_000; i++) {
            counter.increment();
          }
        });
      }
    }

    assertThat(counter.total()).isEqualTo(50_000);
  }
}

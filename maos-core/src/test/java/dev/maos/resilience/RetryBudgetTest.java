package dev.maos.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  @Test
  void startsWithTenRetries() {
    var budget = RetryBudget.defaults();

    assertThat(budget.available()).isEqualTo(10);
    assertThat(spent(budget)).isEqualTo(10);
  }

  @Test
  void earnsOneRetryWithFiveCalls() {
    var budget = RetryBudget.defaults();
    spent(budget);

    earn(budget, 4);
    assertThat(budget.spend()).isFalse();
    earn(budget, 1);
    assertThat(budget.spend()).isTrue();
    assertThat(budget.spend()).isFalse();
  }

  @Test
  void savesNoMoreThanTheRecentCallsEarned() {
    var budget = RetryBudget.of(0.2, 500);

    earn(budget, 100_000);

    assertThat(spent(budget)).isEqualTo(100);
  }

  @Test
  void addsAtMostAFifthOfTheCallsWhenEverythingFails() {
    var budget = RetryBudget.defaults();
    int retries = 0;
    for (int call = 0; call < 1_000; call++) {
      budget.earn();
      retries += budget.spend() ? 1 : 0;
      retries += budget.spend() ? 1 : 0;
    }

    assertThat(retries).isEqualTo(210);
  }

  @Test
  void theUnlimitedOneNeverRunsOut() {
    assertThat(RetryBudget.unlimited().available()).isGreaterThan(1_000_000_000L);
    for (int i = 0; i < 1_000; i++) {
      assertThat(RetryBudget.unlimited().spend()).isTrue();
    }
  }

  @Test
  void isNotOverspentByManyThreads() {
    var budget = RetryBudget.of(0.5, 1_000_000);
    var spent = new AtomicInteger();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 20; thread++) {
        threads.execute(() -> {
          for (int call = 0; call < 1_000; call++) {
            budget.earn();
            spent.addAndGet(budget.spend() ? 1 : 0);
          }
        });
      }
    }
    spent.addAndGet(spent(budget));

    assertThat(spent).hasValue(10 + 10_000);
  }

  private static void earn(RetryBudget budget, int calls) {
    for (int call = 0; call < calls; call++) {
      budget.earn();
    }
  }

  private static int spent(RetryBudget budget) {
    int spent = 0;
    while (budget.spend()) {
      spent++;
    }
    return spent;
  }
}

package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a child of the demo comes to its backend. */
class DemoWorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration A_MOMENT = Duration.ofMillis(20);

  private final ManualTime time = new ManualTime();
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  @Timeout(60)
  void aServerThatIsTooBusyIsTriedThreeTimes() throws Exception {
    var coming = new FutureTask<>(() -> DemoWorker.patiently(failing(2), time));
    Thread.startVirtualThread(coming);

    passTimeUntil(coming);

    assertThat(coming.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("try 3");
  }

  @Test
  @Timeout(60)
  void afterThatItIsAFailure() throws Exception {
    var coming = new FutureTask<>(() -> DemoWorker.patiently(failing(3), time));
    Thread.startVirtualThread(coming);

    passTimeUntil(coming);

    assertThatThrownBy(() -> coming.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .hasMessageContaining("REDIS_UNREACHABLE: no answer");
    assertThat(tries).hasValue(3);
  }

  @Test
  void whatNoTimeMendsIsNotTriedAgain() {
    Supplier<String> refusing =
        () -> {
          tries.incrementAndGet();
          throw new MaosException(ErrorCode.REDIS_AUTH, "no");
        };

    assertThatThrownBy(() -> DemoWorker.patiently(refusing, time))
        .isInstanceOf(MaosException.class);
    assertThat(tries).hasValue(1);
  }

  private void passTimeUntil(FutureTask<?> done) throws InterruptedException {
    while (!done.isDone()) {
      if (time.awaitSleepers(1, A_MOMENT)) {
        time.advance(PATIENCE);
      }
    }
  }

  private Supplier<String> failing(int times) {
    return () -> {
      int number = tries.incrementAndGet();
      if (number <= times) {
        throw new MaosException(ErrorCode.REDIS_UNREACHABLE, "no answer");
      }
      return "try " + number;
    };
  }
}

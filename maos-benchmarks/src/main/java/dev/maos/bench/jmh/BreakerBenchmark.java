package dev.maos.bench.jmh;

import dev.maos.base.TimeSource;
import dev.maos.resilience.CircuitBreaker;
import dev.maos.resilience.CircuitBreakerOptions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What a closed circuit breaker adds to a call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class BreakerBenchmark {
  private final CircuitBreaker breaker =
      new CircuitBreaker("bench", CircuitBreakerOptions.defaults(), TimeSource.system());
  private int answer = 42;

  /** The call alone. */
  @Benchmark
  public int bare() {
    return answer;
  }

  /** The call through the breaker. */
  @Benchmark
  public int call() throws Exception {
    return breaker.call(() -> answer);
  }

  /** The same from two threads. */
  @Benchmark
  @Threads(2)
  public int callFromTwoThreads() throws Exception {
    return breaker.call(() -> answer);
  }
}

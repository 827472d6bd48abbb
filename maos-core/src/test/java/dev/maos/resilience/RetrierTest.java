package dev.maos.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetrierTest {
  private static final RetryPolicy STEADY =
      RetryPolicy.defaults().backoff(new Backoff.Exponential(Duration.ofSeconds(1), 2));
  private static final RetryPolicy AT_ONCE =
      RetryPolicy.defaults().backoff(new Backoff.Fixed(Duration.ZERO));

  private final ManualTime time = new ManualTime();

  @Test
  void aCallThatSucceedsIsMadeOnce() throws Exception {
    var call = new Flaky(time, 0);

    assertThat(retrier(STEADY).call(call)).isEqualTo("success 1");
    assertThat(call.made()).isEqualTo(1);
  }

  @Test
  void waitsBetweenAttemptsAsLongAsThePolicySays() throws Exception {
    var call = new Flaky(time, 2);

    var result = Background.start(() -> retrier(STEADY).call(call));

    assertThat(call.nextAttempt()).isZero();
    call.awaitSleeper();
    time.advance(Duration.ofMillis(999));
    assertThat(call.made()).isEqualTo(1);
    time.advance(Duration.ofMillis(1));
    assertThat(call.nextAttempt()).isEqualTo(Duration.ofSeconds(1));
    call.awaitSleeper();
    time.advance(Duration.ofSeconds(2));
    assertThat(call.nextAttempt()).isEqualTo(Duration.ofSeconds(3));
    assertThat(result.result()).isEqualTo("success 3");
  }

  @Test
  void givesUpAfterTheLastAttemptWithTheErrorOfEach() {
    var call = new Flaky(time, 9);

    var error =
        catchThrowableOfType(RetriesExhaustedException.class, () -> retrier(AT_ONCE).call(call));

    assertThat(call.made()).isEqualTo(3);
    assertThat(error.code()).isEqualTo(ErrorCode.RETRIES_EXHAUSTED);
    assertThat(error.made()).isEqualTo(3);
    assertThat(error.attempts())
        .extracting(Throwable::getMessage)
        .containsExactly("failure 1", "failure 2", "failure 3");
    assertThat(error).hasCause(error.attempts().get(2));
    assertThat(error.getSuppressed())
        .containsExactly(error.attempts().get(0), error.attempts().get(1));
    assertThat(error).hasMessageContaining("3 attempts").hasMessageContaining("failure 3");
  }

  @Test
  void keepsOnlyTheLastSixteenErrors() {
    var call = new Flaky(time, 100);
    var policy = AT_ONCE.maxAttempts(20);

    var error =
        catchThrowableOfType(RetriesExhaustedException.class, () -> retrier(policy).call(call));

    assertThat(error.made()).isEqualTo(20);
    assertThat(error.attempts()).hasSize(16);
    assertThat(error.attempts().getFirst()).hasMessage("failure 5");
    assertThat(error.attempts().getLast()).hasMessage("failure 20");
  }

  @Test
  void thePolicyThatNeverRetriesMakesOneAttempt() {
    var call = new Flaky(time, 1);

    assertThatThrownBy(() -> retrier(RetryPolicy.never()).call(call))
        .isInstanceOf(RetriesExhaustedException.class);
    assertThat(call.made()).isEqualTo(1);
  }

  @Test
  void anErrorThatIsNotWorthAnotherTryComesOutUnchanged() {
    var mistake = new IllegalArgumentException("mistake");
    var made = new AtomicInteger();

    assertThatThrownBy(() ->
            retrier(AT_ONCE)
                .run(() -> {
                  made.incrementAndGet();
                  throw mistake;
                }))
        .isSameAs(mistake);
    assertThat(made).hasValue(1);
  }

  @Test
  void anErrorThatIsNotWorthAnotherTryEndsTheRetrying() {
    var policy = AT_ONCE.retryOn(new ErrorFilter.OfTypes(Set.of(FileNotFoundException.class)));
    var made = new AtomicInteger();

    assertThatThrownBy(() ->
            retrier(policy)
                .run(() -> {
                  if (made.incrementAndGet() == 1) {
                    throw new FileNotFoundException("first");
                  }
                  throw new IOException("second");
                }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("second");
    assertThat(made).hasValue(2);
  }

  @Test
  void anErrorOfTheMachineIsNeverRetried() {
    var policy = AT_ONCE.retryOn(new ErrorFilter.Where(_ -> true));
    var made = new AtomicInteger();

    assertThatThrownBy(() ->
            retrier(policy)
                .run(() -> {
                  made.incrementAndGet();
                  throw new OutOfMemoryError("test");
                }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(made).hasValue(1);
  }

  @Test
  void anInterruptEndsTheWaitAtOnceAndKeepsTheError() throws Exception {
    var call = new Flaky(time, 9);
    var result = Background.start(() -> retrier(STEADY).call(call));
    call.nextAttempt();
    call.awaitSleeper();

    result.interrupt();

    var error = result.error();
    assertThat(error).isInstanceOf(InterruptedException.class);
    assertThat(error.getSuppressed()).singleElement().isInstanceOf(IOException.class);
    assertThat(call.made()).isEqualTo(1);
  }

  @Test
  void anInterruptedCallIsNotRetried() {
    var policy = AT_ONCE.retryOn(new ErrorFilter.Where(_ -> true));
    var made = new AtomicInteger();

    assertThatThrownBy(() ->
            retrier(policy)
                .run(() -> {
                  made.incrementAndGet();
                  throw new InterruptedException();
                }))
        .isInstanceOf(InterruptedException.class);
    assertThat(made).hasValue(1);
  }

  @Test
  void doesNotWaitPastTheDeadline() throws Exception {
    var call = new Flaky(time, 9);
    var deadline = time.now().plusSeconds(3);
    var policy = STEADY.maxAttempts(10);
    var result = Background.start(() -> retrier(policy).call(deadline, call));

    call.failOnceAndWait(Duration.ofSeconds(1));
    call.nextAttempt();

    // The next wait would be two seconds and end at the deadline, too late for an attempt.
    var error = result.error();
    assertThat(error).isInstanceOf(RetriesExhaustedException.class);
    assertThat(error).hasMessageContaining("deadline");
    assertThat(call.made()).isEqualTo(2);
    assertThat(time.sleepers()).isZero();
  }

  @Test
  void waitsWhenTheWaitEndsBeforeTheDeadline() throws Exception {
    var call = new Flaky(time, 2);
    var deadline = time.now().plusSeconds(3).plusNanos(1);
    var result = Background.start(() -> retrier(STEADY).call(deadline, call));

    call.failOnceAndWait(Duration.ofSeconds(1));
    call.failOnceAndWait(Duration.ofSeconds(2));

    assertThat(result.result()).isEqualTo("success 3");
  }

  @Test
  void aDeadlineInThePastAllowsOneAttempt() throws Exception {
    assertThat(retrier(AT_ONCE).call(Instant.MIN, new Flaky(time, 0))).isEqualTo("success 1");

    var failing = new Flaky(time, 9);
    assertThatThrownBy(() -> retrier(AT_ONCE).call(Instant.MIN, failing))
        .isInstanceOf(RetriesExhaustedException.class);
    assertThat(failing.made()).isEqualTo(1);
  }

  @Test
  void settingTheClockBackDoesNotMoveTheDeadline() throws Exception {
    var call = new Flaky(time, 9);
    var deadline = time.now().plusSeconds(2);
    var result = Background.start(() -> retrier(STEADY).call(deadline, call));
    call.nextAttempt();
    call.awaitSleeper();

    time.stepBack(Duration.ofHours(1));
    time.advance(Duration.ofSeconds(1));

    assertThat(result.error()).isInstanceOf(RetriesExhaustedException.class);
    assertThat(call.made()).isEqualTo(2);
  }

  @Test
  void throwsTheFirstErrorWhenTheBudgetIsEmpty() {
    var budget = RetryBudget.of(0, 1);
    var policy = AT_ONCE.maxAttempts(100);
    var call = new Flaky(time, 100);

    assertThatThrownBy(() -> retrier(policy, budget).call(call))
        .isInstanceOf(IOException.class)
        .hasMessage("failure 1");
    assertThat(call.made()).as("the first attempt and ten retries").isEqualTo(11);
  }

  @Test
  void retriersShareABudget() {
    var budget = RetryBudget.of(0, 1);
    var policy = AT_ONCE.maxAttempts(7);

    assertThatThrownBy(() -> retrier(policy, budget).call(new Flaky(time, 9)))
        .isInstanceOf(RetriesExhaustedException.class);
    var second = new Flaky(time, 9);
    assertThatThrownBy(() -> retrier(policy, budget).call(second)).isInstanceOf(IOException.class);
    assertThat(second.made()).as("the first attempt and the four retries left").isEqualTo(5);
  }

  private Retrier retrier(RetryPolicy policy) {
    return new Retrier(policy, time, new SplittableRandom(1));
  }

  private Retrier retrier(RetryPolicy policy, RetryBudget budget) {
    return new Retrier(policy, time, new SplittableRandom(1), budget);
  }
}

package dev.maos.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorFilterTest {
  private static final ErrorFilter TRANSIENT = new ErrorFilter.Transient();

  @ParameterizedTest
  @MethodSource("passing")
  void whatMayGoAwayIsTransient(Throwable error) {
    assertThat(TRANSIENT.matches(error)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("staying")
  void whatStaysIsNotTransient(Throwable error) {
    assertThat(TRANSIENT.matches(error)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"TRANSPORT_UNAVAILABLE", "OUTCOME_UNKNOWN", "QUEUE_FULL", "REQUEST_TIMEOUT"})
  void theseCodesAreTransient(ErrorCode code) {
    assertThat(TRANSIENT.matches(new MaosException(code, "test"))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TRANSPORT_UNAVAILABLE", "OUTCOME_UNKNOWN", "QUEUE_FULL", "REQUEST_TIMEOUT"})
  void allOtherCodesAreNot(ErrorCode code) {
    assertThat(TRANSIENT.matches(new MaosException(code, "test"))).isFalse();
  }

  @Test
  void typesIncludeTheirSubtypes() {
    var filter = new ErrorFilter.OfTypes(Set.of(IOException.class));

    assertThat(filter.matches(new java.io.FileNotFoundException())).isTrue();
    assertThat(filter.matches(new TimeoutException())).isFalse();
  }

  @Test
  void codesAreCompared() {
    var filter = new ErrorFilter.WithCodes(Set.of(ErrorCode.BUS_CLOSED));

    assertThat(filter.matches(new MaosException(ErrorCode.BUS_CLOSED, "test"))).isTrue();
    assertThat(filter.matches(new MaosException(ErrorCode.QUEUE_FULL, "test"))).isFalse();
    assertThat(filter.matches(new IOException())).isFalse();
  }

  @Test
  void noFilterPicksErrorsOfTheMachineOrInterrupts() {
    var all = new ErrorFilter.Where(_ -> true);
    var throwables = new ErrorFilter.OfTypes(Set.of(Throwable.class));

    assertThat(all.matches(new IOException())).isTrue();
    assertThat(all.matches(new InterruptedException())).isFalse();
    assertThat(throwables.matches(new InterruptedException())).isFalse();
    assertThat(throwables.matches(new StackOverflowError())).isFalse();
  }

  static Throwable[] passing() {
    return new Throwable[] {
      new IOException(),
      new UncheckedIOException(new IOException()),
      new TimeoutException(),
      new RuntimeException(),
      new Exception()
    };
  }

  static Throwable[] staying() {
    return new Throwable[] {
      new IllegalArgumentException(),
      new NumberFormatException(),
      new IllegalStateException(),
      new NullPointerException(),
      new IndexOutOfBoundsException(),
      new ClassCastException(),
      new UnsupportedOperationException(),
      new InvalidInputException(ErrorCode.QUEUE_FULL, "field", "value", "form"),
      new InterruptedException(),
      new AssertionError()
    };
  }
}

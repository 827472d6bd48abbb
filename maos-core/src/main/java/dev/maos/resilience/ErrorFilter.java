package dev.maos.resilience;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which errors are worth another try, or count against the other side.
 *
 * <p>No filter ever matches an {@link Error} or an {@link InterruptedException}. Immutable.
 */
public sealed interface ErrorFilter {

  /**
   * Errors that may go away by themselves.
   *
   * <p>Of the layer's own errors: an unreachable transport, an unknown outcome, a full queue, a
   * request without a reply. Of all others: everything that is not a programmer's mistake, which is
   * an illegal argument or state, a null, a wrong index or cast, an unsupported operation.
   */
  record Transient() implements ErrorFilter {}

  /** Errors of one of these types or a subtype. */
  record OfTypes(Set<Class<? extends Throwable>> types) implements ErrorFilter {
    /** Copies the types. */
    public OfTypes {
      types = Set.copyOf(types);
    }
  }

  /** Errors of the layer with one of these codes. */
  record WithCodes(Set<ErrorCode> codes) implements ErrorFilter {
    /** Copies the codes. */
    public WithCodes {
      codes = Set.copyOf(codes);
    }
  }

  /** Errors that a program picks; the predicate must be thread-safe and must not throw. */
  record Where(Predicate<? super Throwable> predicate) implements ErrorFilter {
    /** Refuses null. */
    public Where {
      Objects.requireNonNull(predicate, "predicate");
    }
  }

  /** Whether the filter picks this error. */
  default boolean matches(Throwable error) {
    if (error instanceof Error || error instanceof InterruptedException) {
      return false;
    }
    return switch (this) {
      case Transient() -> isTransient(error);
      case OfTypes(var types) -> types.stream().anyMatch(type -> type.isInstance(error));
      case WithCodes(var codes) -> error instanceof MaosException e && codes.contains(e.code());
      case Where(var predicate) -> predicate.test(error);
    };
  }

  private static boolean isTransient(Throwable error) {
    return switch (error) {
      case InvalidInputException _ -> false;
      case MaosException e -> isTransient(e.code());
      case IllegalArgumentException _,
          IllegalStateException _,
          NullPointerException _,
          IndexOutOfBoundsException _,
          ClassCastException _,
          UnsupportedOperationException _ ->
          false;
      default -> true;
    };
  }

  private static boolean isTransient(ErrorCode code) {
    return code == ErrorCode.TRANSPORT_UNAVAILABLE
        || code == ErrorCode.OUTCOME_UNKNOWN
        || code == ErrorCode.QUEUE_FULL
        || code == ErrorCode.REQUEST_TIMEOUT;
  }
}

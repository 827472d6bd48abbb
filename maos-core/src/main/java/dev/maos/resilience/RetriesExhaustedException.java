package dev.maos.resilience;

import dev.maos.base.ErrorCode;
import dev.maos.base.ErrorWords;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.util.List;

/**
 * Every attempt that a {@link RetryPolicy} or a deadline allowed has failed.
 *
 * <p>The last error is the cause, the earlier ones are suppressed exceptions, oldest first.
 */
public final class RetriesExhaustedException extends MaosException {
  private static final long serialVersionUID = 1L;

  private final int made;
  private final List<Throwable> attempts;

  RetriesExhaustedException(String why, int made, List<Throwable> attempts) {
    super(ErrorCode.RETRIES_EXHAUSTED, sentence(why, made, attempts.getLast()), attempts.getLast());
    this.made = made;
    this.attempts = List.copyOf(attempts);
    this.attempts.subList(0, attempts.size() - 1).forEach(this::addSuppressed);
  }

  /** How often the call was made. */
  public int made() {
    return made;
  }

  /** The error of each attempt, oldest first; of more than 16 only the last 16. */
  public List<Throwable> attempts() {
    return attempts;
  }

  private static String sentence(String why, int made, Throwable last) {
    var times = made == 1 ? "1 attempt" : made + " attempts";
    var text = InvalidInputException.escape(ErrorWords.messageOf(last));
    return times + " failed, " + why + "; the last with " + type(last) + " \"" + text + '"';
  }

  private static String type(Throwable error) {
    return error.getClass().getSimpleName();
  }
}

package dev.maos.redis.link;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import org.jspecify.annotations.Nullable;

/** A function did not run, or nobody knows whether it did. */
public final class LinkException extends MaosException {
  private static final long serialVersionUID = 1L;

  private final Effect effect;

  /** What is known of the run. */
  public enum Effect {
    /** It did not run, and may well run later: no connection, or the server is not ready now. */
    NOT_NOW,
    /** The connection was lost on the way: it may have run, or may still run. */
    UNKNOWN,
    /** It did not run and will not until somebody changes something; the code says what. */
    REFUSED
  }

  public LinkException(Effect effect, ErrorCode code, String message) {
    super(code, message);
    this.effect = effect;
  }

  /** What a stage of a line failed with. */
  public static LinkException of(@Nullable Throwable error) {
    return error == null ? Failure.notNow("no answer and no error") : Failure.of(error);
  }

  public Effect effect() {
    return effect;
  }
}

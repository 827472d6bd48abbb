package dev.maos.base;

import java.util.Objects;

/**
 * A failure of the communication layer that a program can tell apart by its {@link ErrorCode}.
 *
 * <p>The message starts with the code, then says what was tried and on what. It never contains keys
 * or whole payloads. Immutable.
 */
public class MaosException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** A failure of its own; {@code message} goes without the code, which is put in front. */
  public MaosException(ErrorCode code, String message) {
    super(Objects.requireNonNull(code, "code") + ": " + message);
    this.code = code;
  }

  /** A failure that another one caused. */
  public MaosException(ErrorCode code, String message, Throwable cause) {
    super(Objects.requireNonNull(code, "code") + ": " + message, cause);
    this.code = code;
  }

  /** Which failure this is. */
  public final ErrorCode code() {
    return code;
  }
}

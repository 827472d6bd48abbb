package dev.maos.security.crypto;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/**
 * A message, a key agreement or a signature that was refused.
 *
 * <p>Text and code are the same for all reasons, and no cause is kept, so an answer that repeats
 * them tells an attacker nothing. The {@link #reason} is for the receiver alone.
 */
public final class SecurityRejectedException extends MaosException {
  private static final long serialVersionUID = 1L;

  private final Rejection reason;

  /** A refusal for this reason, which the text does not tell. */
  public SecurityRejectedException(Rejection reason) {
    super(ErrorCode.SECURITY_REJECTED, "what was received cannot be trusted and was refused");
    this.reason = reason;
  }

  /** Why, for the receiver's own counters and records; not to be sent to anybody. */
  public Rejection reason() {
    return reason;
  }
}

package dev.maos.security.tokens;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/**
 * A token that was refused. The text is the same for all reasons; the {@link #fault} is for those
 * who check.
 */
public final class UnauthenticatedException extends MaosException {
  private static final long serialVersionUID = 1L;

  private final TokenFault fault;

  /** A refusal for this reason, which the text does not tell. */
  public UnauthenticatedException(TokenFault fault) {
    super(ErrorCode.UNAUTHENTICATED, "the token does not show who is there");
    this.fault = fault;
  }

  /** Why; not to be told to whoever showed the token. */
  public TokenFault fault() {
    return fault;
  }
}

package dev.maos.message;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/** The backend could not be reached, or its answer was lost on the way. */
public final class TransportException extends MaosException {
  private static final long serialVersionUID = 1L;

  private TransportException(ErrorCode code, String message) {
    super(code, message);
  }

  /** Nothing was stored. */
  public static TransportException unavailable(String what) {
    return new TransportException(ErrorCode.TRANSPORT_UNAVAILABLE, what);
  }

  /** It may have been stored or not; sending it again with the same id is safe. */
  public static TransportException outcomeUnknown(String what) {
    return new TransportException(ErrorCode.OUTCOME_UNKNOWN, what);
  }
}

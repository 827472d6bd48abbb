package dev.maos.cli.vote;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/** A refusal of a file in which something is missing. */
final class MissingFieldException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  MissingFieldException(Place place) {
    super(ErrorCode.INVALID_BALLOT_FILE, place.toString(), "nothing", "a value");
  }

  /** There is no value that could be quoted. */
  @Override
  public String getMessage() {
    return "%s: %s is missing; expected %s".formatted(code(), field(), allowed());
  }
}

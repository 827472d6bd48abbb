package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;

/**
 * What a {@link BallotGuard} has put on a ballot, by which it sees later whose it is. Immutable.
 *
 * @param text at most {@value #MAX_LENGTH} visible ASCII characters; empty where nobody sealed it
 */
public record BallotSeal(String text) {
  /** The most characters of a seal. */
  public static final int MAX_LENGTH = 512;

  /** That of a ballot which nobody sealed. */
  public static final BallotSeal NONE = new BallotSeal("");

  /** Checks the form; another one is refused with {@link ErrorCode#INVALID_BALLOT}. */
  public BallotSeal {
    if (text.length() > MAX_LENGTH || !text.chars().allMatch(each -> each > ' ' && each < 0x7F)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_BALLOT, "seal", text, "at most 512 visible ASCII characters");
    }
  }

  /** Whether somebody sealed it. */
  public boolean isThere() {
    return !text.isEmpty();
  }

  @Override
  public String toString() {
    return text;
  }
}

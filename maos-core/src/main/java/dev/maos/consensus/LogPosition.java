package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Objects;

/**
 * How far the log of a vote was read, and everything up to there in one number. Immutable.
 *
 * @param sequence that of the last entry that was read
 * @param head the hash over that entry and all before it, in 64 hexadecimal digits
 */
public record LogPosition(long sequence, String head) {
  /** Checks the form. */
  public LogPosition {
    Objects.requireNonNull(head, "head");
    if (sequence < 0 || !Digest.isHex(head)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_ID,
          "log position",
          sequence + " " + head,
          "a sequence from 0 on, and 64 hexadecimal digits");
    }
  }
}

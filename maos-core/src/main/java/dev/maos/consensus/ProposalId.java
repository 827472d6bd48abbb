package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Objects;

/**
 * The id of a proposal: the SHA-256 of all that it says, in 64 small hexadecimal digits. So nothing
 * in a proposal can change without its id. Immutable.
 */
public record ProposalId(String value) implements Comparable<ProposalId> {
  /** Checks the form. */
  public ProposalId {
    Objects.requireNonNull(value, "value");
    if (!Digest.isHex(value)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_ID, "proposal id", value, "64 hexadecimal digits");
    }
  }

  /** The id of this text. */
  public static ProposalId of(String value) {
    return new ProposalId(value);
  }

  @Override
  public int compareTo(ProposalId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

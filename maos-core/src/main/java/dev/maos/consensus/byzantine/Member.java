package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/**
 * A member with the hand that signs for it, and the eye that checks what others sign. Immutable,
 * and as thread-safe as both are.
 */
public record Member(AgentId id, VoteSigner signer, VoteVerifier verifier) {
  /**
   * Refuses to act for a member that the committee knows by another key, or for none.
   *
   * @throws dev.maos.base.InvalidInputException {@link ErrorCode#INVALID_PROPOSAL} if it is none
   * @throws MaosException {@link ErrorCode#INVALID_PUBLIC_KEY} if the keys differ
   */
  void requireSeatIn(Charter charter) {
    if (!charter.key(id).equals(signer.key())) {
      throw new MaosException(
          ErrorCode.INVALID_PUBLIC_KEY, "the committee knows " + id + " by another key");
    }
  }
}

package dev.maos.consensus;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;

/**
 * The log of a vote does not go on from what was read of it before: the store has lost or changed
 * entries, as after a restart from an old copy. What comes out of such a vote is not to be trusted,
 * and this process has nothing more to do with it.
 */
public final class LogRollbackException extends MaosException {
  private static final long serialVersionUID = 1L;

  LogRollbackException(ProposalId id, String what) {
    super(ErrorCode.LOG_ROLLBACK, "the log of vote %s was rolled back: %s".formatted(id, what));
  }
}

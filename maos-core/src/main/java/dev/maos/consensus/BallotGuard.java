package dev.maos.consensus;

import dev.maos.base.MaosException;

/**
 * Stands where votes are opened and ballots are cast, and where their log is read: so a ballot
 * counts only if its voter has cast it, whoever else can write into the store. It must not wait.
 * Thread-safe.
 */
public interface BallotGuard {
  /**
   * Asked before a vote is opened or taken back here.
   *
   * @throws MaosException if this process does not speak for the proposer, or it may not; nothing
   *     was changed
   */
  void proposing(Proposal proposal);

  /**
   * The ballot with the seal by which others see whose it is.
   *
   * @throws MaosException if this process does not speak for the voter, or it may not vote; nothing
   *     was cast
   */
  CastRequest casting(Proposal proposal, CastRequest request);

  /**
   * Whether a ballot in the log is its voter's, who may vote. Asked once for each when it is read;
   * one that is not believed stays in the log and does not count here.
   */
  boolean believes(Proposal proposal, Cast cast);

  /** Lets everybody vote for everybody. */
  static BallotGuard open() {
    return OpenBooth.INSTANCE;
  }
}

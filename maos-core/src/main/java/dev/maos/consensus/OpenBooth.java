package dev.maos.consensus;

/** The guard of those who have none. */
enum OpenBooth implements BallotGuard {
  INSTANCE;

  @Override
  public void proposing(Proposal proposal) {}

  @Override
  public CastRequest casting(Proposal proposal, CastRequest request) {
    return request;
  }

  @Override
  public boolean believes(Proposal proposal, Cast cast) {
    return true;
  }
}

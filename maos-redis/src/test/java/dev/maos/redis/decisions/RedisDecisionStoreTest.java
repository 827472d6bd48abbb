package dev.maos.redis.decisions;

import dev.maos.consensus.DecisionStore;
import dev.maos.testkit.DecisionStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** Everything that a store of votes must do, done by a real server whose clock we set. */
class RedisDecisionStoreTest extends DecisionStoreContract {
  private final VoteSite site = new VoteSite();

  @Override
  public DecisionStore decisions() {
    site.stopClock();
    return site.store();
  }

  @Override
  public void pass(Duration duration) {
    site.pass(duration);
  }

  // The store goes on from the latest time that it knew, so somebody has to look.
  @Override
  public void stepBack(Duration duration) {
    site.pass(duration.negated());
    var _ = site.store().now();
  }

  @AfterEach
  void leave() {
    site.close();
  }
}

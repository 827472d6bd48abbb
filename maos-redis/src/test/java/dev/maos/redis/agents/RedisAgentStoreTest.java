package dev.maos.redis.agents;

import dev.maos.registry.AgentStore;
import dev.maos.testkit.AgentStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** Everything that a store of agents must do, done by a real server whose clock we set. */
class RedisAgentStoreTest extends AgentStoreContract {
  private final AgentSite site = new AgentSite();

  @Override
  public AgentStore agents() {
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
    var _ = site.store().beats();
  }

  @AfterEach
  void leave() {
    site.close();
  }
}

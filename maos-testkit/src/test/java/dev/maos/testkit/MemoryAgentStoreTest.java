package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.memory.MemoryAgentStore;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.AgentStore;
import dev.maos.registry.Changes.Continuity;
import dev.maos.registry.Rhythm;
import dev.maos.registry.SessionId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The embedded store keeps the contract, and its bounds. */
class MemoryAgentStoreTest extends AgentStoreContract {
  private static final SessionId SESSION = SessionId.of("session");

  private final ManualTime time = new ManualTime();

  @Override
  public AgentStore agents() {
    return new MemoryAgentStore(time);
  }

  @Override
  public void pass(Duration duration) {
    time.advance(duration);
  }

  @Override
  public void stepBack(Duration duration) {
    time.stepBack(duration);
  }

  @Override
  protected int sequences() {
    return 2_000;
  }

  private static void register(AgentStore store, String id) {
    var agent = AgentDescriptor.of(id).build();
    var state = AgentState.of(AgentStatus.ACTIVE);
    store.register(
        SESSION, Rhythm.standard(), List.of(agent), List.of(state), AgentStore.Claim.TAKE);
  }

  @Test
  void aFullStoreRefusesOneMoreAndTakesTheKnownAgain() {
    var store = new MemoryAgentStore(time, 2, 100);
    register(store, "ann");
    register(store, "bob");

    var refusal = catchThrowableOfType(MaosException.class, () -> register(store, "cyd"));

    assertThat(refusal.code()).isEqualTo(ErrorCode.REGISTRY_FULL);
    register(store, "ann");
    assertThat(store.records("", 10).records()).hasSize(2);
  }

  @Test
  void theLogRemembersItsLastChangesAndSaysSoOfOthers() {
    var store = new MemoryAgentStore(time, 10, 4);
    var start = store.position();
    for (int i = 0; i < 4; i++) {
      register(store, "ann");
    }
    assertThat(store.changes(start, 10).changes()).hasSize(4);

    register(store, "ann");

    var broken = store.changes(start, 10);
    assertThat(broken.continuity()).isEqualTo(Continuity.BROKEN);
    assertThat(broken.next()).isEqualTo(store.position());
  }
}

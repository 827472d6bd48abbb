package dev.maos.redis.agents;

import static dev.maos.redis.agents.AgentSite.OTHER;
import static dev.maos.redis.agents.AgentSite.SESSION;
import static dev.maos.redis.agents.AgentSite.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.Changes.Continuity;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a shared server can do: forget, be written to by others, and meet its bounds. */
@Timeout(60)
class AgentLibraryTest {
  private final AgentSite site = new AgentSite();
  private final RedisAgentStore store = site.store();

  @AfterEach
  void leave() {
    site.close();
  }

  private void loseTheMemory() {
    AgentSite.SERVER.command("FLUSHALL");
  }

  @Test
  void whoFollowsAStoreThatLostItsMemoryIsToldSo() {
    register(store, SESSION, "ann");
    var before = store.position();
    loseTheMemory();
    register(store, OTHER, "bob");

    var changes = store.changes(before, 10);

    assertThat(changes.continuity()).isEqualTo(Continuity.BROKEN);
    assertThat(changes.next()).isEqualTo(store.position());
    assertThat(store.records("", 10).records())
        .extracting(record -> record.id().value())
        .containsExactly("bob");
  }

  @Test
  void aStoreThatLostItsMemoryGivesOutGreaterNumbersThanBefore() {
    long before = register(store, SESSION, "ann").incarnation();
    loseTheMemory();

    assertThat(store.beat(SESSION, 1)).as("it must register anew").isEmpty();
    assertThat(register(store, SESSION, "ann").incarnation()).isGreaterThan(before);
  }

  // Far more at a time than have a number.
  @Test
  void manyWhoRegisterAtOnceAreAllRegisteredOnce() throws Exception {
    var before = store.position();
    try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        var id = "agent-" + i;
        var _ = crowd.submit(() -> register(store, SESSION, id));
      }
    }

    assertThat(store.records("", 1_000).records()).hasSize(500);
    assertThat(store.changes(before, 1_000).changes()).hasSize(500);
  }

  // As after a restart from an older copy of its data.
  @Test
  void aPositionThatOnlyTheLostPartOfTheLogHadHasAGap() {
    register(store, SESSION, "ann");
    var old = AgentSite.SERVER.command("HGET", site.key("meta"), "seq").text();
    register(store, SESSION, "bob");
    var lost = store.position();
    AgentSite.SERVER.command("HSET", site.key("meta"), "seq", old);
    AgentSite.SERVER.command("ZREMRANGEBYRANK", site.key("log"), "-1", "-1");

    register(store, SESSION, "cyd");

    assertThat(store.changes(lost, 10).continuity()).isEqualTo(Continuity.BROKEN);
    assertThat(store.position().revision()).isGreaterThan(lost.revision());
  }

  @Test
  void theLogForgetsWhatIsBeyondItsBytes() {
    var start = store.position();
    register(store, SESSION, "ann");
    var first = store.position();
    AgentSite.SERVER.command("HSET", site.key("meta"), "bytes", Long.toString(64 << 20));

    register(store, SESSION, "bob");

    assertThat(store.changes(start, 10).continuity()).isEqualTo(Continuity.BROKEN);
    assertThat(store.changes(first, 10).changes()).hasSize(1);
  }

  @Test
  void allKeysOfTheRegistryShareASlotAndEndWithTheNamespace() {
    register(store, SESSION, "ann");

    for (var key : AgentSite.SERVER.command("KEYS", site.key("*")).items()) {
      assertThat(key.text()).startsWith(site.key(""));
    }
  }

  @Test
  void whoHasLeftLeavesNothingButTheLog() {
    register(store, SESSION, "ann");
    store.end(SESSION, "closed");

    for (var name : new String[] {"records", "cards", "places", "sessions", "of:session"}) {
      assertThat(AgentSite.SERVER.command("EXISTS", site.key(name)).number()).as(name).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"meta", "records", "cards", "places", "sessions", "log", "of:session"})
  void aKeyThatSomebodyElseWroteIsAConflictAndNothingIsWrittenHalfway(String name) {
    AgentSite.SERVER.command("SET", site.key(name), "mine");

    var refusal = catchThrowableOfType(MaosException.class, () -> register(store, SESSION, "ann"));

    assertThat(refusal.code()).isEqualTo(ErrorCode.KEY_TYPE_CONFLICT);
    assertThat(AgentSite.SERVER.command("KEYS", site.key("*")).items()).hasSize(1);
  }

  @Test
  void aConflictNamesTheKeyAndWhatHelps() {
    AgentSite.SERVER.command("SET", site.key("cards"), "mine");

    var refusal = catchThrowableOfType(MaosException.class, () -> register(store, SESSION, "ann"));

    assertThat(refusal)
        .hasMessageContaining(site.key("cards") + " is a string that somebody else wrote")
        .hasMessageContaining("expected a hash; fix: DEL it");
  }

  @Test
  void anAgentOfALaterReleaseIsNotReadAsSomethingElse() {
    register(store, SESSION, "ann");
    AgentSite.SERVER.command("HSET", site.key("cards"), "ann", "{\"v\":2}");

    var refusal = catchThrowableOfType(MaosException.class, () -> store.records("", 10));

    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
  }

  @Test
  void aFullRedisRefusesTheNewAndLetsTheOthersLiveAndLeave() {
    register(store, SESSION, "ann");
    AgentSite.SERVER.command("CONFIG", "SET", "maxmemory", "1");
    try {
      var refusal =
          catchThrowableOfType(MaosException.class, () -> register(store, SESSION, "bob"));

      assertThat(refusal.code()).isEqualTo(ErrorCode.TRANSPORT_UNAVAILABLE);
      assertThat(store.beat(SESSION, 1)).isPresent();
      assertThat(store.records("", 10).records()).extracting(AgentRecord::session).hasSize(1);
      store.end(SESSION, "closed");
      assertThat(store.records("", 10).records()).isEmpty();
    } finally {
      AgentSite.SERVER.command("CONFIG", "SET", "maxmemory", "0");
    }
  }

  @Test
  void silenceIsMeasuredByTheServer() {
    site.stopClock();
    register(store, SESSION, "ann");
    site.pass(Duration.ofSeconds(100));

    var beats = site.storeOf(AgentSite.SERVER.uri()).beats();

    assertThat(beats.nowMicros() - beats.beats().getFirst().atMicros()).isEqualTo(100_000_000);
  }
}

package dev.maos.redis.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.TimeSource;
import dev.maos.event.CursorName;
import dev.maos.event.EventCursor;
import dev.maos.event.EventDurability;
import dev.maos.event.EventStoreException;
import dev.maos.event.RetentionPolicy;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that dies, is full, forgets its functions, or holds what somebody else wrote. */
class EventServerTroubleTest extends HistoryScene {
  private static final CursorName NAME = CursorName.of("audit");

  @Test
  void whatWasHeardBeforeTheServerLostItsMemoryWakesNobody() throws Exception {
    var time = TimeSource.system();
    var link = closing(RedisLink.open(RedisUri.parse(server.uri()), time));
    var bell = new Bell(new Calls(link, EventLibrary.load()), () -> 0, time, time);
    bell.heard(3);

    assertThat(bell.awaitBeyond(1, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void aServerThatWasKilledComesBackWithEverything() {
    var store = store();
    assertThat(store.durability()).isEqualTo(EventDurability.PROCESS);
    var before = store.append(events(200));
    var _ = store.openCursor(NAME, 0, 1_000);
    var _ = store.advance(NAME, 150);
    awaitWritten();
    server.restart();

    var after = store.append(events(2));

    assertThat(read(store).subList(0, 200)).isEqualTo(before);
    assertThat(sequences(after)).containsExactly(201L, 202L);
    assertThat(store.cursor(NAME)).map(EventCursor::sequence).contains(150L);
    assertThat(store.append(before.stream().map(each -> each.event()).toList())).isEqualTo(before);
  }

  // While a disk is slow a server answers before it writes, and may be killed in between.
  private void awaitWritten() {
    var clock = TimeSource.system();
    long end = clock.nanos() + Duration.ofSeconds(30).toNanos();
    while (!server.command("INFO", "persistence").text().contains("aof_buffer_length:0")) {
      assertThat(clock.nanos()).as("the server has not written").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void aServerWhoseFunctionsWereFlushedIsTaughtThemAgain() {
    var store = store();
    var _ = store.append(events(2));

    server.command("FUNCTION", "FLUSH");
    var _ = store.append(events(2));
    server.command("FUNCTION", "FLUSH");
    var _ = store.openCursor(NAME, 0, 1);

    assertThat(sequences(read(store))).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aFullServerRefusesEventsAndStillMakesRoom() {
    var store = store();
    var _ = store.append(events(10));
    server.command("CONFIG", "SET", "maxmemory", "1");

    var refusal = catchThrowableOfType(EventStoreException.class, () -> store.append(events(5)));

    assertThat(refusal.code()).isEqualTo(ErrorCode.EVENTSTORE_FULL);
    assertThat(read(store)).hasSize(10);
    assertThat(store.retain(RetentionPolicy.defaults().maxEvents(3)).removed()).isEqualTo(7);
    server.command("CONFIG", "SET", "maxmemory", "0");
    assertThat(sequences(store.append(events(1)))).containsExactly(11L);
  }

  @ParameterizedTest
  @CsvSource({"meta, hash", "entries, stream", "ids, hash", "terms, zset", "cursors, hash"})
  void aKeyOfSomebodyElseIsNamedAndNothingIsChanged(String name, String expected) {
    var store = store();
    var _ = store.append(events(3));
    server.command("DEL", PREFIX + name);
    server.command("SET", PREFIX + name, "somebody's");
    var before = stored();

    var appending = catchThrowableOfType(EventStoreException.class, () -> store.append(events(2)));
    var looking = catchThrowableOfType(EventStoreException.class, () -> store.cursors());

    for (var refusal : new EventStoreException[] {appending, looking}) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.EVENTSTORE_CORRUPT);
      assertThat(refusal)
          .hasMessageContaining("key " + PREFIX + name + " is a string")
          .hasMessageContaining("expected a " + expected)
          .hasMessageContaining("DEL " + PREFIX + name);
    }
    assertThat(stored()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"meta", "entries"})
  void whoReadsPastTheLibraryHearsTheNameToo(String name) {
    var store = store();
    var _ = store.append(events(3));
    server.command("SET", PREFIX + name, "somebody's");

    var refusal = catchThrowableOfType(EventStoreException.class, () -> store.read(ALL, 0, 1));

    assertThat(refusal.code()).isEqualTo(ErrorCode.EVENTSTORE_CORRUPT);
    assertThat(refusal).hasMessageContaining("key " + PREFIX + name + " is a string");
  }

  private Map<String, String> stored() {
    var all = new TreeMap<String, String>();
    for (var name : new String[] {"meta", "entries", "ids", "terms", "cursors", "foreign"}) {
      var dump = server.command("DUMP", PREFIX + name);
      all.put(name, dump.isNothing() ? "" : HexFormat.of().formatHex(dump.bytes()));
    }
    return all;
  }

  @Test
  void aHistoryOfANewerVersionIsLeftAlone() {
    var store = store();
    server.command("HSET", PREFIX + "meta", "schema", "2");

    var refusal = catchThrowableOfType(EventStoreException.class, () -> store.append(events(1)));

    assertThat(refusal.code()).isEqualTo(ErrorCode.EVENTSTORE_NEWER_SCHEMA);
    assertThat(server.command("EXISTS", PREFIX + "entries").number()).isZero();
  }

  @Test
  void whoAsksForReplicasIsToldWhenThereAreNone() {
    try (var replica = RedisServer.with().replicaOf(server).start()) {
      var uri = RedisUri.parse(server.uri() + "?namespace=shop&timeout=1s&replicas=1");
      var link = closing(RedisLink.open(uri, TimeSource.system()));
      var store = closing(RedisEventStore.open(link, TimeSource.system()));
      assertThat(store.durability()).isEqualTo(EventDurability.REPLICATED);
      assertThat(store.append(events(1))).hasSize(1);
      replica.kill();
      var batch = events(1);

      var refusal = catchThrowableOfType(EventStoreException.class, () -> store.append(batch));

      assertThat(refusal.code()).isEqualTo(ErrorCode.EVENTSTORE_OUTCOME_UNKNOWN);
      assertThat(refusal).hasMessageContaining("0 of 1 replicas");
      assertThat(store.count(ALL)).isEqualTo(2);
    }
  }
}

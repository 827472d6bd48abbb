package dev.maos.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.event.Event;
import dev.maos.event.EventDurability;
import dev.maos.event.EventFilter;
import dev.maos.event.EventQuery;
import dev.maos.event.EventStoreException;
import dev.maos.event.RecordedEvent;
import dev.maos.event.RetentionPolicy;
import dev.maos.monitor.Health;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be used are refused by name, and what was acknowledged stays. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RefusalTest {
  @TempDir private Path folder;
  private final Events events = new Events(TimeSource.system());
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("events.db");
  }

  @Test
  void aSecondStoreIsRefusedWhileTheFirstIsOpen() {
    try (var first = open()) {
      refuses(this::open, ErrorCode.EVENTSTORE_LOCKED).hasMessageContaining("only one at a time");
      refuses(this::open, ErrorCode.EVENTSTORE_LOCKED);

      first.append(events.numbered(0, 1));
    }

    try (var next = open()) {
      assertThat(next.count(EventQuery.all())).isEqualTo(1);
    }
  }

  @Test
  void aFileIsTheSameByWhateverName() throws IOException {
    var link = Files.createSymbolicLink(folder.resolve("link.db"), file);
    var folderLink = Files.createSymbolicLink(folder.resolve("here"), folder);
    try (var first = open()) {
      first.append(events.numbered(0, 1));
      for (var other : List.of(link, folderLink.resolve("events.db"))) {
        file = other;
        refuses(this::open, ErrorCode.EVENTSTORE_LOCKED);
      }
    }
  }

  @Test
  void aFilterThatAsksTheStoreIsRefusedInsteadOfWaitingForItself() {
    try (var store = open()) {
      store.append(events.numbered(0, 8));
      var asked = new ConcurrentLinkedQueue<String>();
      var filter =
          EventFilter.custom(
              "asking",
              event -> {
                try {
                  return store.find(event.id()).isPresent();
                } catch (EventStoreException e) {
                  asked.add(String.valueOf(e.getMessage()));
                  throw e;
                }
              });

      assertThat(store.count(EventQuery.of(filter))).isZero();
      assertThat(asked).hasSize(8).allMatch(words -> words.startsWith("EVENTSTORE_ERROR"));
      assertThat(store.count(EventQuery.all())).isEqualTo(8);
    }
  }

  @Test
  void anEventThatIsNotReadableIsCalledCorruptByItsNumber() throws Exception {
    var told = events.numbered(0, 3);
    try (var store = open()) {
      store.append(told);
    }
    sql("UPDATE event SET topic = 'no topic' WHERE sequence = 2");
    try (var store = open()) {
      var id = told.get(1).id();
      refuses(() -> store.find(id), ErrorCode.EVENTSTORE_CORRUPT).hasMessageContaining("event 2");
      refuses(() -> store.append(told), ErrorCode.EVENTSTORE_CORRUPT);
      assertThat(store.append(events.numbered(3, 4))).hasSize(1);
    }
    sql("UPDATE event SET id = x'00' WHERE sequence = 3");
    refuses(this::open, ErrorCode.EVENTSTORE_CORRUPT);
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() {
    file = folder.resolve("nowhere").resolve("events.db");

    refuses(this::open, ErrorCode.EVENTSTORE_UNAVAILABLE).hasMessageContaining("folder");
  }

  @Test
  void whatIsNoDatabaseIsRefusedAndLeftAsItIs() throws Exception {
    Files.writeString(file, "Dear diary, today I wrote no database. ".repeat(200));
    var before = Files.readAllBytes(file);

    refuses(this::open, ErrorCode.EVENTSTORE_CORRUPT);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aDatabaseOfSomethingElseIsRefused() throws Exception {
    sql("CREATE TABLE song (title TEXT)");

    refuses(this::open, ErrorCode.EVENTSTORE_CORRUPT).hasMessageContaining("something else");
  }

  @Test
  void aFileOfANewerReleaseIsRefused() throws Exception {
    open().close();
    sql("PRAGMA user_version = 99");

    refuses(this::open, ErrorCode.EVENTSTORE_NEWER_SCHEMA).hasMessageContaining("99");
  }

  @Test
  void aDamagedFileIsRefused() throws Exception {
    fill(2_000);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long page = 8; page < 40; page++) {
        channel.write(ByteBuffer.wrap("damage!".repeat(100).getBytes(UTF_8)), page * 4_096);
      }
    }

    refuses(this::open, ErrorCode.EVENTSTORE_CORRUPT);
  }

  @Test
  void damageThatIsNotLookedForShowsWhenItIsRead() throws Exception {
    fill(2_000);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long page = 8; page < 40; page++) {
        channel.write(ByteBuffer.wrap("damage!".repeat(100).getBytes(UTF_8)), page * 4_096);
      }
    }

    refuses(
        () -> {
          var unchecked = SqliteOptions.defaults().integrityCheck(IntegrityCheck.OFF);
          try (var store = SqliteEventStore.open(file, unchecked)) {
            store.read(EventQuery.all(), 0, 10_000);
          }
        },
        ErrorCode.EVENTSTORE_CORRUPT);
  }

  @Test
  void aFileThatWasCutInTheMiddleIsRefused() throws Exception {
    fill(2_000);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }

    refuses(this::open, ErrorCode.EVENTSTORE_CORRUPT);
  }

  @Test
  void aFullStoreRefusesAndKeepsWhatItHas() {
    var options = SqliteOptions.defaults().maxBytes(2 * 1024 * 1024);
    try (var store = SqliteEventStore.open(file, options)) {
      var kept = appendUntilFull(store);

      assertThat(store.read(EventQuery.all(), 0, 10_000).events()).isEqualTo(kept);
      assertThat(store.last()).isEqualTo(kept.getLast().sequence());
      assertThat(store.health().health()).isInstanceOf(Health.Unhealthy.class);
    }
  }

  @Test
  void aFullStoreGoesOnWhenRetentionHasMadeRoom() {
    var options = SqliteOptions.defaults().maxBytes(2 * 1024 * 1024);
    try (var store = SqliteEventStore.open(file, options)) {
      var kept = appendUntilFull(store);

      store.retain(RetentionPolicy.defaults().maxEvents(1));
      var next = store.append(List.of(large())).getFirst();

      assertThat(next.sequence()).isEqualTo(kept.getLast().sequence() + 1);
      assertThat(store.health().health()).isInstanceOf(Health.Healthy.class);
    }
  }

  @Test
  void everyLayoutBeforeThisOneIsBroughtUpToDate() throws Exception {
    sql("PRAGMA user_version = 0");

    fill(3);

    try (var store = open()) {
      assertThat(store.last()).isEqualTo(3);
    }
    assertThat(Schema.version()).isEqualTo(1);
  }

  @Test
  void onDiskIsWhatItSays() {
    var onDisk = SqliteOptions.defaults().durability(EventDurability.DISK);
    try (var store = SqliteEventStore.open(file, onDisk)) {
      assertThat(store.durability()).isEqualTo(EventDurability.DISK);
      assertThat(store.append(events.numbered(0, 3))).hasSize(3);
    }
    refuses(
        () -> SqliteOptions.defaults().durability(EventDurability.MEMORY),
        ErrorCode.INVALID_SETTING);
  }

  private List<RecordedEvent> appendUntilFull(SqliteEventStore store) {
    var kept = new ArrayList<RecordedEvent>();
    for (int i = 0; i < 1_000; i++) {
      try {
        kept.addAll(store.append(List.of(large(), large())));
      } catch (EventStoreException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.EVENTSTORE_FULL);
        assertThat(kept).isNotEmpty();
        return kept;
      }
    }
    throw new AssertionError("it was never full");
  }

  private Event large() {
    var number = events.numbered(0);
    return events.event(
        Event.from(number.source())
            .on("large")
            .type(number.type())
            .data(Payload.binary(new byte[20_000])));
  }

  private void fill(int count) {
    try (var store = open()) {
      store.append(events.numbered(0, count));
    }
  }

  private SqliteEventStore open() {
    return SqliteEventStore.open(file, SqliteOptions.defaults());
  }

  private void sql(String text) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refuses(
      ThrowingCallable call, ErrorCode code) {
    return assertThatThrownBy(call)
        .isInstanceOf(MaosException.class)
        .hasMessageStartingWith(code.name());
  }
}

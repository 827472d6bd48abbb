package dev.maos.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.event.Event;
import dev.maos.event.EventQuery;
import dev.maos.event.EventStoreException;
import dev.maos.event.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A disk that gets full, and one that cannot be written. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledIf("isPossible")
class SmallDiskTest {
  @TempDir private Path folder;
  private final Events events = new Events(TimeSource.system());
  private SmallDisk disk;
  private Path file;

  static boolean isPossible() throws Exception {
    var place = Files.createTempDirectory("small-disk");
    try {
      return SmallDisk.isPossible(place);
    } finally {
      Files.delete(place);
    }
  }

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.at(folder);
    file = folder.resolve("events.db");
  }

  @AfterEach
  void unmount() throws Exception {
    disk.unmount();
  }

  @Test
  void onAFullDiskNothingThatWasAcknowledgedIsLost() throws Exception {
    var acknowledged = new TreeSet<UUID>();
    try (var store = open()) {
      assertThat(appendUntilRefused(store, acknowledged)).isEqualTo(ErrorCode.EVENTSTORE_FULL);
      assertThat(ids(store)).isEqualTo(acknowledged);
    }
    try (var again = open()) {
      assertThat(ids(again)).isEqualTo(acknowledged);
    }
  }

  @Test
  void aDiskThatHasRoomAgainIsUsedAgain() throws Exception {
    var ballast = Files.write(folder.resolve("ballast"), new byte[4 * 1024 * 1024]);
    var acknowledged = new TreeSet<UUID>();
    try (var store = open()) {
      appendUntilRefused(store, acknowledged);

      Files.delete(ballast);
      long last = store.append(List.of(large())).getFirst().sequence();

      assertThat(last).isEqualTo(acknowledged.size() + 1L);
    }
  }

  @Test
  void aDiskThatCannotBeWrittenIsNamed() throws Exception {
    open().close();
    disk.makeReadOnly();

    assertThatThrownBy(this::open).hasMessageStartingWith(ErrorCode.EVENTSTORE_READONLY.name());
  }

  private ErrorCode appendUntilRefused(SqliteEventStore store, Set<UUID> acknowledged) {
    for (int i = 0; i < 1_000; i++) {
      var event = large();
      try {
        store.append(List.of(event));
        acknowledged.add(event.id());
      } catch (EventStoreException e) {
        return e.code();
      }
    }
    throw new AssertionError("the disk was never full");
  }

  private Event large() {
    return events.event(
        Event.from(AgentId.of("a"))
            .on("large")
            .type(EventType.TASK_STARTED)
            .data(Payload.binary(new byte[20_000])));
  }

  private static Set<UUID> ids(SqliteEventStore store) {
    var ids = new TreeSet<UUID>();
    store
        .read(EventQuery.all(), 0, 10_000)
        .events()
        .forEach(recorded -> ids.add(recorded.event().id()));
    return ids;
  }

  private SqliteEventStore open() {
    return SqliteEventStore.open(file, SqliteOptions.defaults());
  }
}

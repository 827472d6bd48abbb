package dev.maos.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An answer comes after the commit, never before. */
@Timeout(120)
class CommitTest {
  @TempDir private Path folder;

  @Test
  void whatIsAcknowledgedIsSeenByEverybodyAtOnce() throws Exception {
    var file = folder.resolve("events.db");
    var events = new Events(TimeSource.system());
    try (var store = SqliteEventStore.open(file, SqliteOptions.defaults());
        var other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      for (int round = 1; round <= 5; round++) {
        store.append(events.numbered(0, 8_000));

        assertThat(Sql.number(other, "SELECT count(*) FROM event")).isEqualTo(round * 8_000L);
      }
    }
  }
}

package dev.maos.sqlite;

import dev.maos.base.TimeSource;
import dev.maos.event.EventDurability;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** Appends until it is killed, from several threads, and says what was acknowledged. */
final class DyingAppender {
  private static final int BATCH = 7;

  private DyingAppender() {}

  public static void main(String[] arguments) throws Exception {
    var options =
        SqliteOptions.defaults()
            .durability(EventDurability.valueOf(arguments[1]))
            .maxIndexLag(1_000);
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    var store = SqliteEventStore.open(Path.of(arguments[0]), options);
    for (int thread = 0; thread < 3; thread++) {
      Thread.ofPlatform().start(() -> append(store, out));
    }
  }

  private static void append(SqliteEventStore store, PrintStream out) {
    var events = new Events(TimeSource.system());
    var random = new java.security.SecureRandom();
    for (int number = 0; ; number += BATCH) {
      var batch =
          events.numbered(number, number + BATCH).stream()
              .map(event -> Identities.with(event, new UUID(random.nextLong(), random.nextLong())))
              .toList();
      var recorded = store.append(batch);
      synchronized (out) {
        recorded.forEach(event -> out.println(event.sequence() + " " + event.event().id()));
        out.flush();
      }
    }
  }
}

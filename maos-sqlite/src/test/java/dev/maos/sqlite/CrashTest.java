package dev.maos.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import dev.maos.event.EventDurability;
import dev.maos.event.EventPage;
import dev.maos.event.EventQuery;
import dev.maos.event.RecordedEvent;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is killed while it appends, and what the next one finds. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"PROCESS, 10", "PROCESS, 3000", "DISK, 500"})
  void whatWasAcknowledgedIsThereAndNothingIsMissingBetween(EventDurability durability, int lines)
      throws Exception {
    var file = folder.resolve("events.db");
    var acknowledged = killAfter(lines, file, durability);
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(lines);

    try (var store = SqliteEventStore.open(file, SqliteOptions.defaults())) {
      var all = readAll(store);
      var found = new TreeMap<Long, UUID>();
      all.forEach(event -> found.put(event.sequence(), event.event().id()));
      assertThat(found).containsAllEntriesOf(acknowledged);
      assertThat(store.first()).isEqualTo(1);
      assertThat(found).hasSize((int) store.last());
      assertThat(found.lastKey()).isEqualTo(store.last());

      var next = store.append(new Events(TimeSource.system()).numbered(0, 1)).getFirst();
      assertThat(next.sequence()).isEqualTo(found.lastKey() + 1);
      assertThat(store.count(EventQuery.all().tag("shard-3")))
          .as("the indexes agree with the events")
          .isEqualTo(all.stream().filter(e -> e.event().tags().contains("shard-3")).count());
    }
  }

  private static List<RecordedEvent> readAll(SqliteEventStore store) {
    var all = new ArrayList<RecordedEvent>();
    long position = 0;
    EventPage page;
    do {
      page = store.read(EventQuery.all(), position, 10_000);
      all.addAll(page.events());
      position = page.position();
    } while (!page.complete());
    return all;
  }

  private static Map<Long, UUID> killAfter(int lines, Path file, EventDurability durability)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                classPath(),
                DyingAppender.class.getName(),
                file.toString(),
                durability.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var acknowledged = new TreeMap<Long, UUID>();
    try (var said = process.inputReader()) {
      for (int i = 0; i < lines; i++) {
        note(said.readLine(), acknowledged);
      }
      // On Unix this is kill -9. What it had said before is still to be read.
      process.destroyForcibly();
      noteRest(said, acknowledged);
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    return acknowledged;
  }

  private static void noteRest(BufferedReader said, Map<Long, UUID> acknowledged)
      throws IOException {
    try {
      for (var line = said.readLine(); line != null; line = said.readLine()) {
        note(line, acknowledged);
      }
    } catch (IOException closed) {
      // The pipe of a dead process may be gone before it is empty.
      assertThat(acknowledged).isNotEmpty();
    }
  }

  // The last line may be cut: a whole one ends with an id of 36 characters.
  private static void note(String line, Map<Long, UUID> acknowledged) {
    int space = line.indexOf(' ');
    if (space > 0 && line.length() == space + 37) {
      acknowledged.put(
          Long.parseLong(line.substring(0, space)), UUID.fromString(line.substring(space + 1)));
    }
  }

  // The tests run on the module path, with the classes of the test patched into the module.
  private static String classPath() {
    return Stream.of(
            Path.of("target", "test-classes").toString(),
            Path.of("target", "classes").toString(),
            System.getProperty("java.class.path", ""),
            System.getProperty("jdk.module.path", ""))
        .collect(Collectors.joining(File.pathSeparator));
  }
}

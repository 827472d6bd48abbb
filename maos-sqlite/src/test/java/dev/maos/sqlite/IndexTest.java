package dev.maos.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ManualTime;
import dev.maos.event.CursorName;
import dev.maos.event.Event;
import dev.maos.event.EventFilter;
import dev.maos.event.EventQuery;
import dev.maos.event.EventStore;
import dev.maos.event.EventType;
import dev.maos.event.RecordedEvent;
import dev.maos.event.RetentionPolicy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries over a large history go through the indexes, and appending does not wait for these. */
@Timeout(120)
class IndexTest {
  private static final int EVENTS = 200_000;
  private static final int LAG = 2_000;

  private static final String ENTRIES_OF_NOTHING =
      """
      SELECT count(*) FROM lookup AS l WHERE NOT EXISTS (
        SELECT 1 FROM event AS e WHERE e.sequence BETWEEN l.sequence AND l.sequence + 63
          AND (l.mask >> (e.sequence - l.sequence)) & 1)\
      """;

  @TempDir private static Path folder;
  private static final ManualTime TIME = new ManualTime();
  private static final Events EVENTS_OF = new Events(TIME);
  private static Path file;
  private static SqliteEventStore store;
  private static Event inTheMiddle;

  @BeforeAll
  static void fill() {
    file = folder.resolve("large.db");
    var indexing = new Indexing(1_000, 0, 1, LAG, 20_000);
    store = SqliteEventStore.open(file, SqliteOptions.defaults(), indexing, TIME);
    append(0, EVENTS / 2);
    inTheMiddle = append(EVENTS / 2, EVENTS).get(7);
    awaitIndexes();
  }

  /** Appends events, a second after each batch, and returns the first batch. */
  private static List<Event> append(int begin, int end) {
    var first = new ArrayList<Event>();
    for (int from = begin; from < end; from += EventStore.MAX_BATCH) {
      var batch = EVENTS_OF.numbered(from, from + EventStore.MAX_BATCH);
      if (from == begin) {
        first.addAll(batch);
      }
      store.append(batch);
      TIME.advance(Duration.ofSeconds(1));
    }
    return first;
  }

  // The entries are made before the next job is taken.
  private static void awaitIndexes() {
    store.deleteCursor(CursorName.of("none"));
    store.deleteCursor(CursorName.of("none"));
    assertThat(store.indexLag()).isLessThanOrEqualTo(LAG);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  static List<EventQuery> indexed() {
    var all = EventQuery.all();
    var cause = inTheMiddle.id();
    return List.of(
        all.topic("tasks.t7"),
        all.correlatedWith(CorrelationId.of("talk-77")),
        all.causedBy(cause),
        all.type(EventType.TASK_FAILED),
        all.source(AgentId.of("worker-3")),
        all.tag("shard-3"),
        all.topic("tasks.t7")
            .tag("shard-7")
            .and(EventFilter.where("number", dev.maos.event.Comparison.LESS, 100)));
  }

  @ParameterizedTest
  @MethodSource("indexed")
  void aQueryForOneValueSearchesItsEntries(EventQuery query) throws SQLException {
    var plan = plans(query).getFirst();

    assertThat(plan).contains("SEARCH l USING PRIMARY KEY (kind=? AND value=? AND sequence>? AND");
    assertThat(plan).contains("SEARCH e USING INTEGER PRIMARY KEY");
    assertThat(plan).doesNotContain("TEMP B-TREE");
  }

  @Test
  void aQueryForATimeReadsTheRunsThatOverlapIt() throws SQLException {
    var query = EventQuery.all().since(inTheMiddle.time()).until(inTheMiddle.time().plusMillis(1));

    var plan = plans(query).getFirst();

    assertThat(plan).contains("SEARCH e USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
    assertThat(plan).contains("SEARCH s USING INTEGER PRIMARY KEY").doesNotContain("TEMP B-TREE");
  }

  @Test
  void whatIsNotIndexedYetIsFoundBySequence() throws SQLException {
    var plan = plans(EventQuery.all().topic("tasks.t7")).getLast();

    assertThat(plan).contains("SEARCH e USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
  }

  @ParameterizedTest
  @MethodSource("indexed")
  void theIndexesFindWhatIsThere(EventQuery query) {
    var expected = all().stream().filter(query::matches).toList();

    assertThat(store.count(query)).isEqualTo(expected.size());
    assertThat(store.read(query, 0, 100).events())
        .isEqualTo(expected.subList(0, Math.min(100, expected.size())));
  }

  @Test
  void anEventInTheMiddleIsFoundByItsTimeAndItsId() {
    var query = EventQuery.all().since(inTheMiddle.time()).until(inTheMiddle.time().plusMillis(1));

    assertThat(store.count(query)).isEqualTo(EventStore.MAX_BATCH);
    assertThat(store.find(inTheMiddle.id()).orElseThrow().event()).isEqualTo(inTheMiddle);
  }

  @Test
  void appendingDoesNotWaitForTheIndexesUntilTheyLagTooFar() {
    var patient = new Indexing(1_000, Long.MAX_VALUE, 1, 5_000, 20_000);
    try (var other =
        SqliteEventStore.open(folder.resolve("o.db"), SqliteOptions.defaults(), patient, TIME)) {
      other.append(EVENTS_OF.numbered(0, 4_000));
      assertThat(other.indexLag()).isEqualTo(4_000);
      assertThat(other.health().details()).containsEntry("index lag", "4000");

      other.append(EVENTS_OF.numbered(4_000, 6_000));
      other.append(EVENTS_OF.numbered(6_000, 6_001));

      assertThat(other.indexLag()).isLessThanOrEqualTo(5_000);
      assertThat(other.count(EventQuery.all().tag("shard-3"))).isEqualTo(300);
    }
  }

  @Test
  void entriesGoWithTheirEvents() throws SQLException {
    var path = folder.resolve("kept.db");
    var eager = new Indexing(1, 0, 1, 0, 20_000);
    try (var other = SqliteEventStore.open(path, SqliteOptions.defaults(), eager, TIME)) {
      other.append(EVENTS_OF.numbered(0, 4_000));
      var pass = other.retain(RetentionPolicy.defaults().maxEvents(100));

      assertThat(pass.removed()).isEqualTo(3_900);
      assertThat(other.count(EventQuery.all().tag("shard-3"))).isEqualTo(5);
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
      assertThat(Sql.number(connection, "SELECT min(sequence) FROM lookup WHERE kind = 7"))
          .isEqualTo(3_901);
      assertThat(Sql.number(connection, "SELECT count(*) FROM lookup WHERE kind = 7"))
          .isEqualTo(100);
      assertThat(Sql.number(connection, ENTRIES_OF_NOTHING)).isZero();
    }
  }

  private static List<RecordedEvent> all() {
    var all = new ArrayList<RecordedEvent>();
    for (long position = 0; position < store.last(); ) {
      var page = store.read(EventQuery.all(), position, 10_000);
      all.addAll(page.events());
      position = page.position();
    }
    return all;
  }

  private static List<String> plans(EventQuery query) throws SQLException {
    var bounds = new Bounds(store.first(), store.last(), store.last() - store.indexLag());
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      var plans = new ArrayList<String>();
      for (var sql : new Walk(connection, new RowReader(), query, bounds).explain()) {
        plans.add(plan(connection, sql));
      }
      return plans;
    }
  }

  private static String plan(Connection connection, Sql sql) throws SQLException {
    try (var statement = Sql.of("EXPLAIN QUERY PLAN ").add(sql).prepare(connection);
        var rows = statement.executeQuery()) {
      var plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString("detail")).append('\n');
      }
      return plan.toString();
    }
  }
}

package dev.maos.sqlite;

import dev.maos.base.AgentId;
import dev.maos.base.CorrelationId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.event.Event;
import dev.maos.event.EventStoreException;
import dev.maos.event.EventType;
import dev.maos.event.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Makes events of rows. Names that come again are checked and made once. One thread's. */
final class RowReader {
  /** The columns, in the order in which they are read here. */
  static final String COLUMNS =
      "e.sequence, e.recorded, e.id, e.type, e.source, e.topic, e.severity, e.time, e.ttl,"
          + " e.correlation, e.causation, e.tags, e.metadata, e.media, e.data";

  private static final int MOST_NAMES = 1_000;

  private final Map<String, EventType> types = new HashMap<>();
  private final Map<String, AgentId> sources = new HashMap<>();
  private final Map<String, Topic> topics = new HashMap<>();
  private final Map<String, MediaType> medias = new HashMap<>();

  /**
   * Reads the event of a row.
   *
   * @throws EventStoreException {@link ErrorCode#EVENTSTORE_CORRUPT} if it is none
   */
  RecordedEvent read(ResultSet row) throws SQLException {
    try {
      return event(row);
    } catch (RuntimeException e) {
      throw new EventStoreException(
          ErrorCode.EVENTSTORE_CORRUPT, "event " + row.getLong(1) + " is not readable", e);
    }
  }

  private RecordedEvent event(ResultSet row) throws SQLException {
    var event =
        new Event(
            Extras.id(row.getBytes(3)),
            known(types, row.getString(4), EventType::new),
            known(sources, row.getString(5), AgentId::new),
            known(topics, row.getString(6), Topic::new),
            data(row),
            Severities.of(row.getInt(7)),
            tags(row),
            metadata(row),
            correlation(row),
            causation(row),
            Moments.moment(row.getLong(8)),
            ttl(row));
    return new RecordedEvent(row.getLong(1), Moments.moment(row.getLong(2)), event);
  }

  private static <T> T known(Map<String, T> all, String name, Function<String, T> make) {
    var found = all.get(name);
    if (found != null) {
      return found;
    }
    if (all.size() >= MOST_NAMES) {
      all.clear();
    }
    var fresh = make.apply(name);
    all.put(name, fresh);
    return fresh;
  }

  private static Optional<Duration> ttl(ResultSet row) throws SQLException {
    long micros = row.getLong(9);
    return micros == 0 ? Optional.empty() : Optional.of(Moments.duration(micros));
  }

  private static Optional<CorrelationId> correlation(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getString(10)).map(CorrelationId::new);
  }

  private static Optional<UUID> causation(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getBytes(11)).map(Extras::id);
  }

  private static Set<String> tags(ResultSet row) throws SQLException {
    return Extras.tags(row.getString(12));
  }

  private static Map<String, String> metadata(ResultSet row) throws SQLException {
    var bytes = row.getBytes(13);
    return bytes == null ? Map.of() : Extras.metadata(bytes);
  }

  private Payload data(ResultSet row) throws SQLException {
    var name = row.getString(14);
    var media = name == null ? MediaType.JSON : known(medias, name, MediaType::new);
    var bytes = row.getBytes(15);
    return bytes == null
        ? Payload.binary(new byte[0], media)
        : Payload.withoutCopying(media, bytes, 0, bytes.length);
  }
}

package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.registry.AgentChange.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log behind a cursor, retold from the store for a watch that goes on there. Of an agent that
 * registered before the cursor and is not there any more, nobody knows the description. Owned by
 * the thread that tells.
 */
final class Replay {
  private final RegistryContext registry;
  private final long atMicros;
  private final int pageSize;
  private final Map<AgentId, AgentRecord> known = new HashMap<>();
  private Position position;

  Replay(RegistryContext registry, WatchCursor from, int pageSize) {
    this.registry = registry;
    this.position = from.position();
    this.atMicros = from.atMicros();
    this.pageSize = pageSize;
  }

  /** The next part; nothing if the log has forgotten what came next. */
  Optional<List<AgentChange>> next() {
    var changes = registry.store().changes(position, pageSize);
    if (changes.isBroken()) {
      return Optional.empty();
    }
    var page = new ArrayList<AgentChange>();
    for (var change : changes.changes()) {
      position = new Position(changes.next().epoch(), change.revision());
      retold(change).ifPresent(page::add);
    }
    position = changes.next();
    return Optional.of(page);
  }

  /** How far this has come. */
  Position position() {
    return position;
  }

  /** Who has died since the cursor, once this has come as far as the view. */
  Optional<Story.Beginning> judgements() {
    return registry.story().judgements(position, atMicros);
  }

  private Optional<AgentChange> retold(StoreChange change) {
    return switch (change) {
      case StoreChange.Registered(var record) -> {
        var before = Optional.ofNullable(known.put(record.id(), record));
        boolean isSame = before.filter(b -> b.session().equals(record.session())).isPresent();
        yield Optional.of(
            told(isSame ? Kind.CHANGED : Kind.ADDED, record.id(), Optional.of(record), ""));
      }
      case StoreChange.StateWritten(var revision, var agent, var incarnation, var state) -> {
        var record = record(agent, incarnation).map(its -> its.with(state, revision));
        record.ifPresent(its -> known.put(agent, its));
        yield Optional.of(told(Kind.CHANGED, agent, record, ""));
      }
      case StoreChange.Departed(_, var agent, var incarnation, var reason) -> {
        var record = record(agent, incarnation);
        known.remove(agent);
        yield Optional.of(told(Kind.LEFT, agent, record, reason));
      }
      // Who came back is alive, as whoever goes on from a cursor believes of everybody.
      case StoreChange.SessionReturned _ -> Optional.empty();
    };
  }

  private Optional<AgentRecord> record(AgentId agent, long incarnation) {
    return Optional.ofNullable(known.get(agent))
        .filter(its -> its.incarnation() == incarnation)
        .or(() -> registry.story().record(agent, incarnation));
  }

  private AgentChange told(Kind kind, AgentId agent, Optional<AgentRecord> record, String reason) {
    return new AgentChange(kind, agent, record, reason, new WatchCursor(position, atMicros));
  }
}

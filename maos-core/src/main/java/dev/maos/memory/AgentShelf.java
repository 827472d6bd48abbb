package dev.maos.memory;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.RecordPage;
import dev.maos.registry.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records of a store, each at the place of its id in lower case, so that ids which differ only
 * by case meet. Guarded by the store's lock.
 */
final class AgentShelf {
  private final int capacity;
  private final TreeMap<String, AgentRecord> records = new TreeMap<>();
  private final Map<SessionId, Map<String, AgentRecord>> bySession = new HashMap<>();

  AgentShelf(int capacity) {
    this.capacity = capacity;
  }

  static String place(AgentId id) {
    return id.value().toLowerCase(Locale.ROOT);
  }

  /** The places of a batch, of which every one may be taken; else none of it. */
  List<String> vouchFor(List<AgentDescriptor> agents) {
    var batch = new LinkedHashMap<String, AgentId>();
    int fresh = 0;
    for (var agent : agents) {
      var place = place(agent.id());
      var other = batch.putIfAbsent(place, agent.id());
      if (other != null) {
        throw conflict(agent.id(), other, "of the same batch");
      }
      var holder = records.get(place);
      if (holder != null && !holder.id().equals(agent.id())) {
        throw conflict(agent.id(), holder.id(), "that is registered");
      }
      fresh += holder == null ? 1 : 0;
    }
    if (records.size() + fresh > capacity) {
      throw new MaosException(
          ErrorCode.REGISTRY_FULL,
          "%d more agents do not fit: %d of %d are registered"
              .formatted(fresh, records.size(), capacity));
    }
    return List.copyOf(batch.keySet());
  }

  private static InvalidInputException conflict(AgentId id, AgentId other, String which) {
    return new InvalidInputException(
        ErrorCode.AGENT_ID_CONFLICT,
        "agent id",
        id.value(),
        "an id that differs from \"" + other + "\" " + which + " by more than case");
  }

  @Nullable AgentRecord get(String place) {
    return records.get(place);
  }

  /** The record of exactly this id. */
  @Nullable AgentRecord find(AgentId id) {
    var record = records.get(place(id));
    return record != null && record.id().equals(id) ? record : null;
  }

  void put(String place, AgentRecord record) {
    var before = records.put(place, record);
    if (before != null && !before.session().equals(record.session())) {
      forget(place, before.session());
    }
    bySession.computeIfAbsent(record.session(), s -> new TreeMap<>()).put(place, record);
  }

  void remove(AgentId id) {
    var place = place(id);
    var gone = records.remove(place);
    if (gone != null) {
      forget(place, gone.session());
    }
  }

  private void forget(String place, SessionId session) {
    var its = bySession.get(session);
    if (its != null && its.remove(place) != null && its.isEmpty()) {
      bySession.remove(session);
    }
  }

  List<AgentRecord> of(SessionId session) {
    return List.copyOf(bySession.getOrDefault(session, Map.of()).values());
  }

  RecordPage page(String after, int limit) {
    var page = new ArrayList<AgentRecord>(limit);
    var next = "";
    for (var entry : records.tailMap(after, false).entrySet()) {
      if (page.size() == limit) {
        next = page.isEmpty() ? after : place(page.getLast().id());
        break;
      }
      page.add(entry.getValue());
    }
    return new RecordPage(page, next);
  }
}

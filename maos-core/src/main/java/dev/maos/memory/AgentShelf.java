package dev.maos.memory;

import dev.maos.base.AgentId;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentPlaces;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.RecordPage;
import dev.maos.registry.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /** The places of a batch, of which every one may be taken; else none of it. */
  List<String> vouchFor(List<AgentDescriptor> agents) {
    var places = AgentPlaces.ofBatch(agents);
    int fresh = 0;
    for (int i = 0; i < places.size(); i++) {
      var id = agents.get(i).id();
      var holder = records.get(places.get(i));
      if (holder != null && !holder.id().equals(id)) {
        throw AgentPlaces.conflict(id.value(), holder.id().value());
      }
      fresh += holder == null ? 1 : 0;
    }
    if (records.size() + fresh > capacity) {
      throw AgentPlaces.full(fresh, records.size(), capacity);
    }
    return places;
  }

  @Nullable AgentRecord get(String place) {
    return records.get(place);
  }

  /** The record of exactly this id. */
  @Nullable AgentRecord find(AgentId id) {
    var record = records.get(AgentPlaces.of(id));
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
    var place = AgentPlaces.of(id);
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
        next = page.isEmpty() ? after : AgentPlaces.of(page.getLast().id());
        break;
      }
      page.add(entry.getValue());
    }
    return new RecordPage(page, next);
  }
}

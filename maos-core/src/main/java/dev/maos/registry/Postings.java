package dev.maos.registry;

import dev.maos.base.Version;
import dev.maos.base.VersionRange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who has one capability, and in which versions. Immutable.
 *
 * <p>There are few versions of a capability and many agents, so a range is answered by joining the
 * sets of its versions.
 */
record Postings(SlotSet all, Map<Version, SlotSet> byVersion) {
  static final Postings NONE = new Postings(SlotSet.NONE, Map.of());

  SlotSet in(VersionRange range) {
    if (range.isAny()) {
      return all;
    }
    var found = SlotSet.NONE;
    for (var entry : byVersion.entrySet()) {
      if (range.contains(entry.getKey())) {
        found = found.or(entry.getValue());
      }
    }
    return found;
  }

  /** Postings that change. Guarded by the directory's lock. */
  static final class Builder {
    private final SlotSetBuilder all = new SlotSetBuilder();
    private final Map<Version, SlotSetBuilder> byVersion = new HashMap<>();

    void add(int slot, Optional<Version> version) {
      all.add(slot);
      version.ifPresent(
          known -> byVersion.computeIfAbsent(known, v -> new SlotSetBuilder()).add(slot));
    }

    void remove(int slot, Optional<Version> version) {
      all.remove(slot);
      version.ifPresent(known -> Postings.remove(byVersion, known, slot));
    }

    boolean isEmpty() {
      return all.isEmpty();
    }

    Postings build() {
      return new Postings(all.build(), Postings.build(byVersion));
    }
  }

  /** Takes a slot out of a set of a map, and an empty set out of the map. */
  static <K> void remove(Map<K, SlotSetBuilder> sets, K key, int slot) {
    var set = sets.get(key);
    if (set != null) {
      set.remove(slot);
      if (set.isEmpty()) {
        sets.remove(key);
      }
    }
  }

  /** All sets of a map as they are now. */
  static <K> Map<K, SlotSet> build(Map<K, SlotSetBuilder> sets) {
    var built = new HashMap<K, SlotSet>(2 * sets.size());
    sets.forEach((key, set) -> built.put(key, set.build()));
    return built;
  }
}

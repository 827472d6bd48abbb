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

  Postings with(int slot, Optional<Version> version) {
    return new Postings(all.with(slot), more(version, slot));
  }

  Postings without(int slot) {
    var left = new HashMap<Version, SlotSet>();
    byVersion.forEach(
        (version, slots) -> {
          var rest = slots.without(slot);
          if (!rest.isEmpty()) {
            left.put(version, rest);
          }
        });
    return new Postings(all.without(slot), Map.copyOf(left));
  }

  private Map<Version, SlotSet> more(Optional<Version> version, int slot) {
    if (version.isEmpty()) {
      return byVersion;
    }
    var more = new HashMap<>(byVersion);
    more.merge(version.get(), SlotSet.NONE.with(slot), (before, one) -> before.with(slot));
    return Map.copyOf(more);
  }

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
}

package dev.maos.registry;

import dev.maos.base.CapabilityName;
import dev.maos.registry.AgentQuery.Criterion;
import java.util.HashMap;
import java.util.Map;

/**
 * Which slots have which properties, for the properties by which agents are mostly looked up. It
 * does not change.
 *
 * @param words who is of a type or has a tag
 * @param sessions who is hosted by which process
 */
record Index(
    Map<CapabilityName, Postings> capabilities,
    Map<Criterion, SlotSet> words,
    Map<SessionId, SlotSet> sessions) {

  SlotSet able(Criterion.Able wanted) {
    return capabilities
        .getOrDefault(wanted.need().capability(), Postings.NONE)
        .in(wanted.need().versions());
  }

  SlotSet word(Criterion word) {
    return words.getOrDefault(word, SlotSet.NONE);
  }

  /** An index that changes. Guarded by the directory's lock. */
  static final class Builder {
    private final Map<CapabilityName, Postings.Builder> capabilities = new HashMap<>();
    private final Map<Criterion, SlotSetBuilder> words = new HashMap<>();
    private final Map<SessionId, SlotSetBuilder> sessions = new HashMap<>();

    void add(int slot, AgentRecord record) {
      for (var capability : record.descriptor().capabilities()) {
        capabilities
            .computeIfAbsent(capability.name(), name -> new Postings.Builder())
            .add(slot, capability.version());
      }
      words.computeIfAbsent(type(record), word -> new SlotSetBuilder()).add(slot);
      for (var tag : record.descriptor().tags()) {
        words.computeIfAbsent(new Criterion.Tagged(tag), w -> new SlotSetBuilder()).add(slot);
      }
      sessions.computeIfAbsent(record.session(), session -> new SlotSetBuilder()).add(slot);
    }

    void remove(int slot, AgentRecord record) {
      for (var capability : record.descriptor().capabilities()) {
        var postings = capabilities.get(capability.name());
        if (postings != null) {
          postings.remove(slot, capability.version());
          if (postings.isEmpty()) {
            capabilities.remove(capability.name());
          }
        }
      }
      Postings.remove(words, type(record), slot);
      for (var tag : record.descriptor().tags()) {
        Postings.remove(words, new Criterion.Tagged(tag), slot);
      }
      Postings.remove(sessions, record.session(), slot);
    }

    private static Criterion type(AgentRecord record) {
      return new Criterion.OfType(record.descriptor().type());
    }

    Index build() {
      var postings = new HashMap<CapabilityName, Postings>(2 * capabilities.size());
      capabilities.forEach((name, its) -> postings.put(name, its.build()));
      return new Index(postings, Postings.build(words), Postings.build(sessions));
    }
  }
}

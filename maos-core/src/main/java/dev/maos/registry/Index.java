package dev.maos.registry;

import dev.maos.base.CapabilityName;
import dev.maos.registry.AgentQuery.Criterion;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Which slots have which properties, for the properties by which agents are mostly looked up. Not
 * thread-safe; a copy shares its sets, which do not change.
 */
final class Index {
  private final Map<CapabilityName, Postings> capabilities;
  private final Map<Criterion, SlotSet> words;
  private final Map<SessionId, SlotSet> sessions;

  Index() {
    this(new HashMap<>(), new HashMap<>(), new HashMap<>());
  }

  private Index(
      Map<CapabilityName, Postings> capabilities,
      Map<Criterion, SlotSet> words,
      Map<SessionId, SlotSet> sessions) {
    this.capabilities = capabilities;
    this.words = words;
    this.sessions = sessions;
  }

  Index copy() {
    return new Index(new HashMap<>(capabilities), new HashMap<>(words), new HashMap<>(sessions));
  }

  void add(int slot, AgentRecord record) {
    for (var capability : record.descriptor().capabilities()) {
      change(
          capabilities,
          capability.name(),
          Postings.NONE,
          known -> known.with(slot, capability.version()));
    }
    forEachWord(record, word -> change(words, word, SlotSet.NONE, known -> known.with(slot)));
    change(sessions, record.session(), SlotSet.NONE, known -> known.with(slot));
  }

  void remove(int slot, AgentRecord record) {
    for (var capability : record.descriptor().capabilities()) {
      drop(capabilities, capability.name(), known -> known.without(slot), Postings::all);
    }
    forEachWord(record, word -> drop(words, word, known -> known.without(slot), rest -> rest));
    drop(sessions, record.session(), known -> known.without(slot), rest -> rest);
  }

  private interface WordStep {
    void take(Criterion word);
  }

  private static void forEachWord(AgentRecord record, WordStep step) {
    step.take(new Criterion.OfType(record.descriptor().type()));
    record.descriptor().tags().forEach(tag -> step.take(new Criterion.Tagged(tag)));
  }

  private static <K, V> void change(Map<K, V> map, K key, V none, UnaryOperator<V> step) {
    map.put(key, step.apply(map.getOrDefault(key, none)));
  }

  private static <K, V> void drop(
      Map<K, V> map, K key, UnaryOperator<V> step, Function<V, SlotSet> slots) {
    var known = map.get(key);
    if (known == null) {
      return;
    }
    var rest = step.apply(known);
    if (slots.apply(rest).isEmpty()) {
      map.remove(key);
    } else {
      map.put(key, rest);
    }
  }

  SlotSet able(Criterion.Able wanted) {
    return capabilities
        .getOrDefault(wanted.need().capability(), Postings.NONE)
        .in(wanted.need().versions());
  }

  SlotSet word(Criterion word) {
    return words.getOrDefault(word, SlotSet.NONE);
  }

  Map<SessionId, SlotSet> sessions() {
    return sessions;
  }

  Map<CapabilityName, Postings> capabilities() {
    return capabilities;
  }

  Map<Criterion, SlotSet> words() {
    return words;
  }
}

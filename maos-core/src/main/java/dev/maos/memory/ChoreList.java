package dev.maos.memory;

import dev.maos.consensus.Chore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What is to be done for votes, in the order in which it becomes due. Guarded by the store. */
final class ChoreList {
  private record Entry(long dueMicros, Chore chore) {}

  private final Map<Chore, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> order =
      new TreeSet<>(
          Comparator.comparingLong(Entry::dueMicros)
              .thenComparing(entry -> entry.chore().id())
              .thenComparing(entry -> entry.chore().kind()));

  /** Adds a chore, unless it is there already. */
  void add(Chore chore, long dueMicros) {
    var entry = new Entry(dueMicros, chore);
    if (entries.putIfAbsent(chore, entry) == null) {
      order.add(entry);
    }
  }

  void remove(Chore chore) {
    var entry = entries.remove(chore);
    if (entry != null) {
      order.remove(entry);
    }
  }

  /** What is due, which is due again at a later time from now on. */
  List<Chore> take(int limit, long nowMicros, long laterMicros) {
    var taken = new ArrayList<Chore>();
    while (taken.size() < limit && !order.isEmpty() && order.first().dueMicros() <= nowMicros) {
      var chore = order.removeFirst().chore();
      entries.remove(chore);
      taken.add(chore);
    }
    taken.forEach(chore -> add(chore, laterMicros));
    return taken;
  }
}

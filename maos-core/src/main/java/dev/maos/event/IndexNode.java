package dev.maos.event;

import dev.maos.base.JsonPaths.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A place of the index: the filters that are led to it, those that also need a field with a value
 * sorted by field and value. Changed under the index's lock, read without.
 */
final class IndexNode {
  private static final Map<Path, Map<Object, IndexEntry[]>> NO_FIELDS = Map.of();

  // Most places have one filter, which is then found without an array in between.
  private volatile @Nullable IndexEntry only;
  private volatile IndexEntry[] many = IndexEntry.NONE;
  // Most places have none of these either.
  private volatile Map<Path, Map<Object, IndexEntry[]>> byField = NO_FIELDS;
  private int size;

  /** How many filters lie here. */
  int size() {
    return size;
  }

  void add(IndexEntry entry) {
    setPlain(with(plain(), entry));
    size++;
  }

  void add(Path field, Object value, IndexEntry entry) {
    if (byField.isEmpty()) {
      byField = new ConcurrentHashMap<>(1);
    }
    byField
        .computeIfAbsent(field, key -> new ConcurrentHashMap<>(2))
        .compute(value, (key, old) -> with(old == null ? IndexEntry.NONE : old, entry));
    size++;
  }

  void remove(IndexEntry entry) {
    setPlain(without(plain(), entry));
    size--;
  }

  void remove(Path field, Object value, IndexEntry entry) {
    byField.computeIfPresent(
        field,
        (path, values) -> {
          values.computeIfPresent(value, (key, old) -> orNull(without(old, entry)));
          return values.isEmpty() ? null : values;
        });
    if (byField.isEmpty()) {
      byField = NO_FIELDS;
    }
    size--;
  }

  /** Takes those whose filters the event matches. */
  void collect(Matches matches) {
    var one = only;
    if (one != null) {
      matches.addMatching(one);
    } else {
      matches.addMatching(many);
    }
    var fields = byField;
    if (!fields.isEmpty()) {
      collectByField(fields, matches);
    }
  }

  private static void collectByField(
      Map<Path, Map<Object, IndexEntry[]>> byField, Matches matches) {
    var data = matches.subject().data();
    for (int i = 0; i < data.size(); i++) {
      var values = byField.get(data.path(i));
      var entries = values == null ? null : values.get(data.value(i));
      if (entries != null) {
        matches.addMatching(entries);
      }
    }
  }

  private IndexEntry[] plain() {
    var one = only;
    return one == null ? many : new IndexEntry[] {one};
  }

  private void setPlain(IndexEntry[] entries) {
    only = entries.length == 1 ? entries[0] : null;
    many = entries.length == 1 ? IndexEntry.NONE : entries;
  }

  private static IndexEntry[] with(IndexEntry[] entries, IndexEntry entry) {
    var more = Arrays.copyOf(entries, entries.length + 1);
    more[entries.length] = entry;
    return more;
  }

  private static IndexEntry[] without(IndexEntry[] entries, IndexEntry entry) {
    // By identity: two places of one filter may be alike.
    int at = 0;
    while (entries[at] != entry) {
      at++;
    }
    var fewer = Arrays.copyOf(entries, entries.length - 1);
    System.arraycopy(entries, at + 1, fewer, at, fewer.length - at);
    return fewer;
  }

  private static IndexEntry @Nullable [] orNull(IndexEntry[] entries) {
    return entries.length == 0 ? null : entries;
  }
}

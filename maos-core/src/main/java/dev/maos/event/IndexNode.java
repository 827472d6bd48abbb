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
  private volatile IndexEntry[] plain = IndexEntry.NONE;
  private final Map<Path, Map<Object, IndexEntry[]>> byField = new ConcurrentHashMap<>(1);
  private volatile boolean hasFields;
  private int size;

  /** How many filters lie here. */
  int size() {
    return size;
  }

  void add(IndexEntry entry) {
    plain = with(plain, entry);
    size++;
  }

  void add(Path field, Object value, IndexEntry entry) {
    byField
        .computeIfAbsent(field, key -> new ConcurrentHashMap<>(2))
        .compute(value, (key, old) -> with(old == null ? IndexEntry.NONE : old, entry));
    hasFields = true;
    size++;
  }

  void remove(IndexEntry entry) {
    plain = without(plain, entry);
    size--;
  }

  void remove(Path field, Object value, IndexEntry entry) {
    byField.computeIfPresent(
        field,
        (path, values) -> {
          values.computeIfPresent(value, (key, old) -> orNull(without(old, entry)));
          return values.isEmpty() ? null : values;
        });
    hasFields = !byField.isEmpty();
    size--;
  }

  /** Takes those whose filters the event matches. */
  void collect(Subject subject, Matches matches) {
    matches.addMatching(plain, subject);
    if (hasFields) {
      collectByField(subject, matches);
    }
  }

  private void collectByField(Subject subject, Matches matches) {
    var data = subject.data();
    for (int i = 0; i < data.size(); i++) {
      var values = byField.get(data.path(i));
      var entries = values == null ? null : values.get(data.value(i));
      if (entries != null) {
        matches.addMatching(entries, subject);
      }
    }
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

package dev.maos.micrometer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The values that one tag may take: whoever comes first is told by name, the rest together. A value
 * that is not there any more makes room for others. Not thread-safe.
 */
final class TagValues {
  /** So many values are told by name. */
  static final int MOST = 100;

  static final String OTHER = "other";

  private final Set<String> named = new LinkedHashSet<>();

  /** These are the ones that there are now; of new ones the first are named as long as room is. */
  void present(Collection<String> values) {
    named.retainAll(Set.copyOf(values));
    for (var value : values) {
      if (named.size() >= MOST) {
        return;
      }
      named.add(value);
    }
  }

  String of(String value) {
    return named.contains(value) ? value : OTHER;
  }
}

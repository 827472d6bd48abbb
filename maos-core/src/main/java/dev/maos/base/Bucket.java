package dev.maos.base;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of one pattern, in the order in which they were added, each once.
 *
 * <p>Most patterns have one value, so a table is made for the second one only.
 */
final class Bucket<V> {
  private @Nullable V only;
  private @Nullable Set<V> many;

  boolean add(V value) {
    if (many != null) {
      return many.add(value);
    }
    if (only == null) {
      only = value;
      return true;
    }
    if (only.equals(value)) {
      return false;
    }
    many = new LinkedHashSet<>();
    many.add(only);
    only = null;
    return many.add(value);
  }

  boolean remove(V value) {
    if (many != null) {
      boolean removed = many.remove(value);
      many = many.isEmpty() ? null : many;
      return removed;
    }
    boolean removed = value.equals(only);
    only = removed ? null : only;
    return removed;
  }

  boolean isEmpty() {
    return only == null && many == null;
  }

  void forEach(Consumer<? super V> action) {
    if (only != null) {
      action.accept(only);
    } else if (many != null) {
      many.forEach(action);
    }
  }
}

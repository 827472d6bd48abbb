package dev.maos.base;

import dev.maos.base.JsonPaths.Path;
import java.util.Arrays;

/**
 * The names that lead on from one place, found by the bytes of a document. Few are compared one by
 * one, many lie in a table by their hashes. Immutable.
 */
final class JsonNames {
  static final JsonNames NONE = new JsonNames(new Path[0]);
  private static final int FEW = 8;
  private static final int HASH_FACTOR = 31;

  private final Path[] paths;

  /** Indexes of paths plus one, 0 where there is none; empty for few. */
  private final int[] table;

  /** By which few names are told apart at a glance. */
  private final int[] marks;

  private JsonNames(Path[] paths) {
    this.paths = paths;
    this.table = paths.length <= FEW ? new int[0] : table(paths);
    this.marks =
        Arrays.stream(paths).mapToInt(path -> mark(path.name(), 0, path.name().length)).toArray();
  }

  int size() {
    return paths.length;
  }

  Path get(int index) {
    return paths[index];
  }

  JsonNames with(Path path) {
    var more = Arrays.copyOf(paths, paths.length + 1);
    more[paths.length] = path;
    return new JsonNames(more);
  }

  JsonNames without(Path path) {
    return new JsonNames(
        Arrays.stream(paths).filter(other -> !other.equals(path)).toArray(Path[]::new));
  }

  /** The index of the name that these bytes are; -1 if it is none of these. */
  int find(byte[] bytes, int from, int to) {
    if (table.length > 0) {
      return findInTable(bytes, from, to);
    }
    int mark = mark(bytes, from, to);
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] == mark && isSame(paths[i].name(), bytes, from, to)) {
        return i;
      }
    }
    return -1;
  }

  private int findInTable(byte[] bytes, int from, int to) {
    int mask = table.length - 1;
    int at = hash(bytes, from, to) & mask;
    while (table[at] != 0) {
      int index = table[at] - 1;
      if (isSame(paths[index].name(), bytes, from, to)) {
        return index;
      }
      at = (at + 1) & mask;
    }
    return -1;
  }

  private static int mark(byte[] bytes, int from, int to) {
    return from == to ? 0 : (to - from) << Byte.SIZE | (bytes[from] & 0xff);
  }

  private static boolean isSame(byte[] name, byte[] bytes, int from, int to) {
    return name.length == to - from && Arrays.equals(name, 0, name.length, bytes, from, to);
  }

  private static int[] table(Path[] paths) {
    var table = new int[Integer.highestOneBit(paths.length) * 4];
    for (int i = 0; i < paths.length; i++) {
      var name = paths[i].name();
      int at = hash(name, 0, name.length) & (table.length - 1);
      while (table[at] != 0) {
        at = (at + 1) & (table.length - 1);
      }
      table[at] = i + 1;
    }
    return table;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = HASH_FACTOR * hash + bytes[i];
    }
    return hash ^ (hash >>> 16);
  }
}

package dev.maos.base;

import dev.maos.base.JsonPaths.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What {@link JsonPaths} have found in one document: a {@code String}, a number in its {@linkplain
 * JsonPaths#canonical canonical} form, a {@code Boolean} or a {@link Mark} for each way that leads
 * to something. It can be used for one document after another. One thread's.
 */
public final class JsonValues {
  private static final int FIRST_SIZE = 4;
  private static final @Nullable Object[] EMPTY = {};

  /** Ends of ways and what lies there, by turns. */
  private @Nullable Object[] pairs = EMPTY;

  private int size;

  private @Nullable JsonScan scan;

  /** Nothing found yet. */
  public JsonValues() {}

  /** What is there and is no value of its own. */
  public enum Mark {
    /** JSON's null. */
    NULL,
    /** An object or an array. */
    COMPOSITE
  }

  /** How many ways lead to something. */
  public int size() {
    return size;
  }

  /** The end of one of these ways. */
  public Path path(int index) {
    return (Path) pair(2 * index);
  }

  /** What lies there. */
  public Object value(int index) {
    return pair(2 * index + 1);
  }

  /** What lies at the end of a way; null if it does not lead to anything. */
  public @Nullable Object at(Path path) {
    for (int i = 0; i < size; i++) {
      if (pairs[2 * i] == path) {
        return pairs[2 * i + 1];
      }
    }
    return null;
  }

  void add(Path path, Object value) {
    if (2 * size == pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.max(2 * FIRST_SIZE, 4 * size));
    }
    pairs[2 * size] = path;
    pairs[2 * size + 1] = value;
    size++;
  }

  /** Forgets what was found. */
  public void clear() {
    Arrays.fill(pairs, 0, 2 * size, null);
    size = 0;
  }

  /** The reader that writes here, made when it is needed for the first time. */
  JsonScan scan() {
    var reader = scan == null ? new JsonScan(this) : scan;
    scan = reader;
    return reader;
  }

  private Object pair(int index) {
    var part = pairs[index];
    if (part == null) {
      throw new IndexOutOfBoundsException(index / 2);
    }
    return part;
  }
}

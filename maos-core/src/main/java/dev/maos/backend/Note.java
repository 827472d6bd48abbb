package dev.maos.backend;

import java.util.Arrays;

/** Something that all processes should know. Immutable. */
public final class Note {
  private static final int MAX_NAME = 256;
  private static final int MAX_VALUE = 2 * 1024 * 1024;

  private final String key;
  private final long rank;
  private final byte[] value;

  /**
   * A note; the value is copied.
   *
   * @param key what it is about, 1 to 256 printable ASCII characters
   * @param rank from 0; one of a lower rank does not take the place of one of a higher
   * @param value at most 2 MiB
   */
  public Note(String key, long rank, byte[] value) {
    TableNames.require(key, MAX_NAME);
    if (rank < 0 || value.length > MAX_VALUE) {
      throw new IllegalArgumentException(
          "a note has a rank from 0 and at most %d bytes".formatted(MAX_VALUE));
    }
    this.key = key;
    this.rank = rank;
    this.value = value.clone();
  }

  /** What it is about. */
  public String key() {
    return key;
  }

  /** From 0; one of a lower rank does not take the place of one of a higher. */
  public long rank() {
    return rank;
  }

  /** A copy of what it says. */
  public byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Note that
        && key.equals(that.key)
        && rank == that.rank
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "Note[%s, rank %d, %d bytes]".formatted(key, rank, value.length);
  }
}

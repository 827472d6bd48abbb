package dev.maos.backend;

import java.util.Arrays;

/**
 * Something that all processes should know.
 *
 * @param key what it is about, 1 to 256 printable ASCII characters
 * @param rank from 0; one of a lower rank does not take the place of one of a higher
 * @param value at most 2 MiB
 */
@SuppressWarnings("ArrayRecordComponent") // copied, and compared by its content
public record Note(String key, long rank, byte[] value) {
  private static final int MAX_NAME = 256;
  private static final int MAX_VALUE = 2 * 1024 * 1024;

  /** Copies the value. */
  public Note {
    TableNames.require(key, MAX_NAME);
    if (rank < 0 || value.length > MAX_VALUE) {
      throw new IllegalArgumentException(
          "a note has a rank from 0 and at most %d bytes".formatted(MAX_VALUE));
    }
    value = value.clone();
  }

  @Override
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

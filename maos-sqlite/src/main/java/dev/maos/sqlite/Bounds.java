package dev.maos.sqlite;

/**
 * What of the history is there.
 *
 * @param first the smallest sequence that is kept; one more than {@code last} if none is
 * @param last the greatest that was ever given
 * @param indexed up to where the indexes know of it
 */
record Bounds(long first, long last, long indexed) {
  long lag() {
    return last - indexed;
  }
}

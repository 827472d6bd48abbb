package dev.maos.sqlite;

/**
 * When the entries of the indexes are made.
 *
 * @param worth with fewer events than these without entries, nothing is done
 * @param idleNanos how long nobody must have come
 * @param atOnce how many events are taken then, so that who comes has not long to wait
 * @param maxLag with more than these without entries, they come before anything else
 * @param atOnceUnderLoad how many events are taken then: many are cheaper
 */
record Indexing(long worth, long idleNanos, long atOnce, long maxLag, long atOnceUnderLoad) {
  static Indexing within(long maxLag) {
    return new Indexing(1_000, 50_000_000, 2_000, maxLag, 20_000);
  }
}

package dev.maos.cli.demo;

/**
 * A file that is worth a review.
 *
 * @param path below the reviewed directory, its parts joined by '/'
 * @param bytes its size when it was found
 */
record SourceFile(String path, long bytes) {
  private static final int LARGE = 16 * 1024;

  /** Whether its reviews are urgent, because they take longest. */
  boolean isLarge() {
    return bytes > LARGE;
  }
}

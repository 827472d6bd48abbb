package dev.maos.bench;

/** One system, open for one scenario. One thread tells. */
public interface EventRun extends AutoCloseable {
  /**
   * Tells the next events, numbered on from {@code first}.
   *
   * @return how many it told, at least one
   */
  int tell(long first);

  /** What there is to be said against what it did with so many events; empty if nothing. */
  default String complaint(long told) {
    return "";
  }

  @Override
  void close();
}

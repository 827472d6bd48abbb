package dev.maos.redis.faults;

/** The servers of a run. */
interface Stage extends AutoCloseable {

  /** Where the workers connect; a fault may stand in between. */
  String uri();

  /** Where the observer connects, with nothing in between. */
  default String observerUri() {
    return uri();
  }

  @Override
  void close();
}

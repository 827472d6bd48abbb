package dev.maos.redis.faults;

/** Somebody who works in a run: here, or in a JVM of its own. */
interface Worker extends AutoCloseable {

  /** Its name in the history. */
  String process();

  /** Lets a publisher begin its next part. */
  void go();

  /** Waits until it can begin. */
  void awaitReady();

  /** Waits for the end of a publisher; whether each of its messages was answered. */
  boolean awaitEnd();

  /** Ends it in good order. Closing twice is fine. */
  @Override
  void close();
}

package dev.maos.redis.link;

import java.time.Duration;
import java.util.List;

/** The threads that links have. */
final class LinkThreads {
  private static final Duration END = Duration.ofSeconds(2);

  private LinkThreads() {}

  /** Those that live, when the ones that are just ending have ended. */
  static List<String> alive() throws InterruptedException {
    var threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("lettuce-"))
            .toList();
    for (var thread : threads) {
      thread.join(END);
    }
    return threads.stream().filter(Thread::isAlive).map(Thread::getName).toList();
  }
}

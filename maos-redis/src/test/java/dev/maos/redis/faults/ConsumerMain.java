package dev.maos.redis.faults;

import dev.maos.Maos;
import dev.maos.testkit.history.HistoryLog;

/** A consuming process: says "ready", and closes in good order when its input ends. */
final class ConsumerMain {
  private ConsumerMain() {}

  static void main(String[] arguments) throws Exception {
    var job = ConsumerJob.from(arguments);
    try (var log = HistoryLog.open(job.log());
        var _ = Hiccups.watching(log, job);
        var maos = Maos.builder(job.uri()).options(Publishing.OPTIONS).open()) {
      Consuming.on(maos.bus(), log, job);
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // Nothing is said to a consumer.
      }
    }
    System.out.println("done");
  }
}

package dev.maos.redis.faults;

import dev.maos.Maos;
import dev.maos.testkit.history.HistoryLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A publishing process: says "ready", begins each part when it is sent a line, says "done". */
final class PublisherMain {
  private PublisherMain() {}

  static void main(String[] arguments) throws Exception {
    var job = PublisherJob.from(arguments);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var maos = Maos.builder(job.uri()).options(Publishing.OPTIONS).open();
        var log = HistoryLog.open(job.log())) {
      System.out.println("ready");
      var answered = new Publishing(maos.bus(), log, job).run(() -> awaitLine(in));
      System.out.println(answered ? "done" : "unanswered");
    }
  }

  /** The end of the input is the end of the test, which this process must not outlive. */
  private static void awaitLine(BufferedReader in) {
    try {
      if (in.readLine() == null) {
        Runtime.getRuntime().halt(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.maos.testkit.house.planted.habit;

import dev.maos.base.TimeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Is given time, chance and a place to print to. */
public final class Behaves {
  public double behave(TimeSource time, RandomGenerator chance, PrintWriter out)
      throws InterruptedException {
    time.sleep(Duration.ofNanos(time.nanos()));
    new IOException(time.now().toString()).printStackTrace(out);
    return chance.nextDouble();
  }
}

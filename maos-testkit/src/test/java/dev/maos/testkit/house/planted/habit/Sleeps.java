package dev.maos.testkit.house.planted.habit;

import java.util.concurrent.TimeUnit;

public final class Sleeps {
  public void sleep() throws InterruptedException {
    Thread.sleep(1);
    TimeUnit.MILLISECONDS.sleep(1);
  }
}

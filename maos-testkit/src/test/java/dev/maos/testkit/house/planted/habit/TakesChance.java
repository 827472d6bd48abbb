package dev.maos.testkit.house.planted.habit;

import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

public final class TakesChance {
  public double chance() {
    return Math.random()
        + new Random().nextDouble()
        + ThreadLocalRandom.current().nextDouble()
        + RandomGenerator.getDefault().nextDouble()
        + UUID.randomUUID().version();
  }
}

package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What the network does to letters: up to a moment anything, for each kind of letter and receiver
 * something else; from then on it delivers within 40 ms.
 */
final class Weather {
  private static final double[] LOSSES = {0, 0, 0.2, 0.6, 0.97};
  private static final int CALM_DELAY = 40;

  private final RandomGenerator chance;
  private final long calmFrom;
  private final boolean biased;
  private final double loss;
  private final int storm;
  private final Map<String, Double> losses = new HashMap<>();

  Weather(RandomGenerator chance, long calmFrom) {
    this.chance = chance;
    this.calmFrom = calmFrom;
    this.biased = chance.nextInt(3) > 0;
    this.loss = LOSSES[chance.nextInt(LOSSES.length - 1)];
    this.storm = 1 + chance.nextInt(1_500);
  }

  /** After how many milliseconds a letter arrives, once for each copy; never where it is lost. */
  List<Integer> delays(long now, AgentId to, Letter letter) {
    if (now >= calmFrom) {
      return chance.nextInt(20) == 0 ? List.of(calm(), calm()) : List.of(calm());
    }
    if (chance.nextDouble() < loss(to, letter)) {
      return List.of();
    }
    return chance.nextInt(10) == 0 ? List.of(stormy(), stormy()) : List.of(stormy());
  }

  private double loss(AgentId to, Letter letter) {
    if (!biased) {
      return loss;
    }
    var link = letter.getClass().getSimpleName() + to;
    return losses.computeIfAbsent(link, it -> LOSSES[chance.nextInt(LOSSES.length)]);
  }

  private int calm() {
    return 1 + chance.nextInt(CALM_DELAY);
  }

  private int stormy() {
    return 1 + (chance.nextInt(4) == 0 ? chance.nextInt(storm) : chance.nextInt(CALM_DELAY));
  }
}

package dev.maos.bench;

import dev.maos.registry.AgentDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** What the scenarios of the registry have in common: where, how long, and with whom. */
record RegistryRace(String uri, RegistryBenchOptions options, Server server) {
  private static final int ABILITIES = 12;
  private static final int ABILITIES_EACH = 6;
  private static final int DIGITS = 3;

  /** Something that is measured; returns how often it was done. */
  @FunctionalInterface
  interface Work {
    long run() throws InterruptedException;
  }

  /** Does it once, and tells what it cost this process and the server. */
  Round measure(Work work) throws InterruptedException {
    var before = server.cpuNanos();
    var meter = Meter.start();
    var round = meter.stop(work.run());
    return before.isPresent()
        ? round.servedWith(server.cpuNanos().orElseThrow() - before.getAsLong())
        : round;
  }

  /** Does it again and again for the length of a round, and notes how long each time took. */
  Round repeat(Work work, Histogram nanos) throws InterruptedException {
    return measure(() -> {
      long end = System.nanoTime() + options.round().toNanos();
      long done = 0;
      while (System.nanoTime() - end < 0) {
        long start = System.nanoTime();
        done += work.run();
        nanos.recordValue(System.nanoTime() - start);
      }
      return done;
    });
  }

  /** A row of all rounds of it, after one that does not count. */
  BenchRow row(RegistryScenario scenario, Work work) throws InterruptedException {
    var rounds = new Rounds();
    var latencies = new Latencies();
    repeat(work, histogram());
    for (int i = 0; i < options.rounds(); i++) {
      var nanos = histogram();
      rounds.add(repeat(work, nanos));
      latencies.add(nanos);
    }
    return BenchRow.of(scenario.id(), RegistryBench.SYSTEM, rounds, latencies);
  }

  private static Histogram histogram() {
    return new Histogram(DIGITS);
  }

  /** The agents, each able to do six of twelve things. */
  List<AgentDescriptor> agents() {
    var random = new SplittableRandom(options.seed());
    var agents = new ArrayList<AgentDescriptor>(options.agents());
    for (int i = 0; i < options.agents(); i++) {
      var draft = AgentDescriptor.of("agent-" + i).type("worker").capacity(4);
      var abilities = new ArrayList<Integer>();
      for (int ability = 0; ability < ABILITIES; ability++) {
        abilities.add(ability);
      }
      Collections.shuffle(abilities, random);
      abilities.subList(0, ABILITIES_EACH).forEach(ability -> draft.able(ability(ability), "1.2"));
      agents.add(draft.build());
    }
    return agents;
  }

  static String ability(int number) {
    return "ability-" + number;
  }
}

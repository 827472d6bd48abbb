package dev.maos.bench.raw;

import dev.maos.bench.BenchReport;
import dev.maos.bench.BusBench;
import dev.maos.bench.BusBenchOptions;
import dev.maos.bench.Contestant;
import dev.maos.bench.MaosContestant;
import dev.maos.bench.Pacing;
import dev.maos.bench.Scenario;
import dev.maos.bench.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * The benchmark of the message bus over a backend that processes share, beside a bare client of the
 * same server, and beside any other system that is given.
 *
 * <p>Everything is written under names of this run and deleted in the end. The server ought to do
 * nothing else meanwhile: its CPU time is told for the whole of it.
 */
public final class RedisBench {
  private static final int CALLERS = 64;

  /** With a client of Redis there is more to be compiled than in memory. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final List<Integer> RATES = List.of(10_000, 50_000);

  private RedisBench() {}

  /** The same as in memory, with latencies at 10,000 and 50,000 a second and 64 callers. */
  public static BusBenchOptions defaults() {
    return BusBenchOptions.defaults()
        .scenarios(
            Arrays.stream(Scenario.values()).filter(each -> each != Scenario.ENVELOPE).toList())
        .latencyRates(RATES)
        .warmUp(WARM_UP)
        .pacing(Pacing.PIPELINED)
        .callers(CALLERS);
  }

  /**
   * Runs the bus over that URL, the bare client, and those others.
   *
   * @param url of a single Redis server, {@code redis://}; over any other backend there is no bare
   *     client, and no CPU time of a server
   * @throws dev.maos.bench.BenchFailedException if no server answers, or a message was lost,
   *     doubled, reordered or refused
   */
  public static BenchReport run(
      String url, BusBenchOptions options, List<Contestant> others, Consumer<String> progress)
      throws InterruptedException {
    var namespace = "bench-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    var contestants = new ArrayList<Contestant>();
    contestants.add(new MaosContestant(inNamespace(url, namespace)));
    var address = RawAddress.of(url);
    if (address.isEmpty()) {
      contestants.addAll(others);
      return BusBench.run(options, contestants, Server.none(), progress);
    }
    contestants.addAll(RawContestant.all(address.get()));
    contestants.addAll(others);
    return run(address.get(), namespace, options, contestants, progress);
  }

  private static BenchReport run(
      RawAddress address,
      String namespace,
      BusBenchOptions options,
      List<Contestant> contestants,
      Consumer<String> progress)
      throws InterruptedException {
    try (var probe = RedisServerProbe.open(address)) {
      try {
        return BusBench.run(options, contestants, probe, progress);
      } finally {
        probe.deleteKeysWith(namespace);
      }
    }
  }

  /** A URL that names a namespace keeps it; whatever is in it may be in the way. */
  private static String inNamespace(String url, String namespace) {
    if (url.contains("namespace=") || url.startsWith("memory:")) {
      return url;
    }
    return url + (url.contains("?") ? "&" : "?") + "namespace=" + namespace;
  }
}

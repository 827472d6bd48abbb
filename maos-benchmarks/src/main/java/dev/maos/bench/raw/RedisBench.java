package dev.maos.bench.raw;

import dev.maos.bench.BenchReport;
import dev.maos.bench.BusBench;
import dev.maos.bench.BusBenchOptions;
import dev.maos.bench.ConsensusBench;
import dev.maos.bench.ConsensusBenchOptions;
import dev.maos.bench.Contestant;
import dev.maos.bench.LoadOptions;
import dev.maos.bench.LoadReport;
import dev.maos.bench.LoadTest;
import dev.maos.bench.MaosContestant;
import dev.maos.bench.ObservedContestant;
import dev.maos.bench.Pacing;
import dev.maos.bench.RegistryBench;
import dev.maos.bench.RegistryBenchOptions;
import dev.maos.bench.Scenario;
import dev.maos.bench.SecurityBench;
import dev.maos.bench.SecurityBenchOptions;
import dev.maos.bench.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * The benchmarks of the message bus, the registry, votes and security over a backend that processes
 * share; the bus beside a bare client of the same server, and beside any other system that is
 * given.
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
    var namespace = freshNamespace();
    var contestants = new ArrayList<Contestant>();
    contestants.add(new MaosContestant(inNamespace(url, namespace)));
    contestants.add(new ObservedContestant(inNamespace(url, namespace)));
    RawAddress.of(url).map(RawContestant::all).ifPresent(contestants::addAll);
    contestants.addAll(others);
    return served(url, namespace, server -> BusBench.run(options, contestants, server, progress));
  }

  /**
   * Runs the registry over that URL.
   *
   * @param url as above
   * @throws dev.maos.bench.BenchFailedException if no server answers, or the registry did not do
   *     what was measured
   */
  public static BenchReport run(String url, RegistryBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    var namespace = freshNamespace();
    return served(
        url,
        namespace,
        server -> RegistryBench.run(inNamespace(url, namespace), options, server, progress));
  }

  /**
   * Runs votes over that URL.
   *
   * @param url as above
   * @throws dev.maos.bench.BenchFailedException if no server answers, or a vote did not come to
   *     what was voted for
   */
  public static BenchReport run(
      String url, ConsensusBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    var namespace = freshNamespace();
    return served(
        url,
        namespace,
        server -> ConsensusBench.run(inNamespace(url, namespace), options, server, progress));
  }

  /**
   * Runs sealed messages over that URL.
   *
   * @param url as above
   * @throws dev.maos.bench.BenchFailedException if no server answers, or a message was lost
   */
  public static BenchReport run(String url, SecurityBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    var namespace = freshNamespace();
    return served(
        url,
        namespace,
        server -> SecurityBench.run(inNamespace(url, namespace), options, server, progress));
  }

  /**
   * Runs the load test over that URL.
   *
   * @param url as above
   * @throws dev.maos.bench.BenchFailedException if no server answers
   */
  public static LoadReport run(String url, LoadOptions options, Consumer<String> progress)
      throws InterruptedException {
    var namespace = freshNamespace();
    return served(
        url,
        namespace,
        server -> LoadTest.run(inNamespace(url, namespace), options, server, progress));
  }

  private interface Bench<R> {
    R run(Server server) throws InterruptedException;
  }

  /** Runs it with a look at the server, if it is one that can be looked at, and cleans up. */
  private static <R> R served(String url, String namespace, Bench<R> bench)
      throws InterruptedException {
    var address = RawAddress.of(url);
    if (address.isEmpty()) {
      return bench.run(Server.none());
    }
    try (var probe = RedisServerProbe.open(address.get())) {
      try {
        return bench.run(probe);
      } finally {
        probe.deleteKeysWith(namespace);
      }
    }
  }

  private static String freshNamespace() {
    return "bench-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  /** A URL that names a namespace keeps it; whatever is in it may be in the way. */
  private static String inNamespace(String url, String namespace) {
    if (url.contains("namespace=") || url.startsWith("memory:")) {
      return url;
    }
    return url + (url.contains("?") ? "&" : "?") + "namespace=" + namespace;
  }
}

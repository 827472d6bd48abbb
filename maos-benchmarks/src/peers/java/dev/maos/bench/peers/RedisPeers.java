package dev.maos.bench.peers;

import dev.maos.bench.BenchReport;
import dev.maos.bench.BenchRow;
import dev.maos.bench.BusBenchOptions;
import dev.maos.bench.Contestant;
import dev.maos.bench.Scenario;
import dev.maos.bench.raw.RedisBench;
import dev.maos.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The bus on Redis, a bare client, and what others make of the same server, in one run. */
final class RedisPeers {
  static final List<Scenario> SCENARIOS = List.of(Scenario.AT_LEAST_ONCE, Scenario.AT_MOST_ONCE);

  private RedisPeers() {}

  /** Runs over the server at that URL, or over one that it starts and stops. */
  static BenchReport run(PeerOptions given, Consumer<String> progress) throws InterruptedException {
    var options = given.over(RedisBench.defaults(), SCENARIOS);
    if (given.url().isPresent()) {
      return runAt(given.url().get(), options, progress);
    }
    try (var server = RedisServer.start()) {
      return runAt(server.uri(), options, progress);
    }
  }

  private static BenchReport runAt(String url, BusBenchOptions options, Consumer<String> progress)
      throws InterruptedException {
    var others = new ArrayList<Contestant>();
    others.add(new LettuceContestant(url));
    others.add(new JedisContestant(url));
    others.add(new RedissonContestant(url));
    var nats = NatsServer.program();
    if (nats.isEmpty()) {
      return withoutNats(RedisBench.run(url, options, others, progress), options.scenarios());
    }
    try (var server = NatsServer.start(nats.get())) {
      others.add(NatsContestant.core(server.uri()));
      others.add(NatsContestant.jetStream(server.uri()));
      return RedisBench.run(url, options, others, progress);
    }
  }

  private static BenchReport withoutNats(BenchReport report, List<Scenario> scenarios) {
    var rows = new ArrayList<>(report.rows());
    if (scenarios.contains(Scenario.AT_MOST_ONCE)) {
      rows.add(absent(Scenario.AT_MOST_ONCE, "nats"));
    }
    if (scenarios.contains(Scenario.AT_LEAST_ONCE)) {
      rows.add(absent(Scenario.AT_LEAST_ONCE, "nats-jetstream"));
    }
    return new BenchReport(report.machine(), report.server(), rows);
  }

  private static BenchRow absent(Scenario scenario, String system) {
    return BenchRow.absent(scenario, system, "nats-server: not found");
  }
}

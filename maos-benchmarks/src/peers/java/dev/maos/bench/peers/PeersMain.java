package dev.maos.bench.peers;

import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.bench.BenchFailedException;
import dev.maos.bench.BenchReport;
import dev.maos.bench.BusBench;
import dev.maos.bench.BusBenchOptions;
import dev.maos.bench.Contestant;
import dev.maos.bench.LimitContestant;
import dev.maos.bench.MaosContestant;
import dev.maos.bench.Scenario;
import java.util.Arrays;
import java.util.List;

/**
 * The bus or our events, the limit and the peers in one run, in turns.
 *
 * <pre>
 * java -jar target/peers.jar       [--json] [--seconds N] [--rounds N] [SCENARIO...]
 * java -jar target/peers.jar events [--json] [--seconds N] [--rounds N] [SCENARIO...]
 * java -jar target/peers.jar redis [--url URL] [--json] [--seconds N] [--rounds N] [SCENARIO...]
 * </pre>
 *
 * <p>The first two in this process, the third over Redis, which it starts unless a URL is given.
 * Without scenarios, those in which peers take part. Progress goes to standard error, the table or
 * the JSON object to standard output.
 */
public final class PeersMain {
  private static final List<Contestant> CONTESTANTS =
      List.of(
          new MaosContestant(),
          new LimitContestant(),
          new VertxContestant(),
          new PekkoContestant());
  private static final String USAGE =
      "Usage: peers.jar [events | redis [--url URL]] [--json] [--seconds N] [--rounds N]"
          + " [SCENARIO...]";

  private PeersMain() {}

  /** Runs the benchmark; wrong usage is one line and exit 2, a failed benchmark exit 1. */
  public static void main(String[] args) throws InterruptedException {
    try {
      run(List.of(args));
      // Some clients leave threads behind that would keep the process alive.
      System.exit(0);
    } catch (IllegalArgumentException | InvalidInputException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
    } catch (BenchFailedException | MaosException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(List<String> words) throws InterruptedException {
    var what = words.isEmpty() ? "" : words.getFirst();
    boolean isNamed = what.equals("redis") || what.equals("events");
    var options = PeerOptions.of(isNamed ? words.subList(1, words.size()) : words);
    var report =
        switch (what) {
          case "redis" -> RedisPeers.run(options, System.err::println);
          case "events" -> EventPeers.run(options, System.err::println);
          default -> runInThisProcess(options);
        };
    // What the legend says of the limit is true of the bus.
    var text = what.equals("events") ? report.table() : report.table() + "\n" + report.legend();
    System.out.println(options.json() ? Payload.of(report).text() : text);
  }

  private static BenchReport runInThisProcess(PeerOptions given) throws InterruptedException {
    given.refuseUrl();
    var inProcess = Arrays.stream(Scenario.values()).filter(PeerScenarios::contains).toList();
    var options = given.over(BusBenchOptions.defaults(), inProcess);
    return BusBench.run(options, CONTESTANTS, System.err::println);
  }
}

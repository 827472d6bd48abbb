package dev.maos.bench.peers;

import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.bench.BusBench;
import dev.maos.bench.BusBenchOptions;
import dev.maos.bench.Contestant;
import dev.maos.bench.LimitContestant;
import dev.maos.bench.MaosContestant;
import dev.maos.bench.Scenario;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The bus, the limit and the peers in one run, in turns.
 *
 * <pre>java -jar target/peers.jar [--json] [--seconds=N] [--rounds=N] [SCENARIO...]</pre>
 *
 * <p>Without scenarios, those in which peers take part. Progress goes to standard error, the table
 * or the JSON object to standard output.
 */
public final class PeersMain {
  private static final List<Contestant> CONTESTANTS =
      List.of(
          new MaosContestant(),
          new LimitContestant(),
          new VertxContestant(),
          new PekkoContestant());

  private PeersMain() {}

  /** Runs the benchmark; wrong usage is one line and exit 2. */
  public static void main(String[] args) throws InterruptedException {
    try {
      run(args);
    } catch (IllegalArgumentException | MaosException e) {
      System.err.println(e.getMessage());
      System.err.println("Usage: peers.jar [--json] [--seconds=N] [--rounds=N] [SCENARIO...]");
      System.exit(2);
    }
  }

  private static void run(String[] args) throws InterruptedException {
    var options = BusBenchOptions.defaults().scenarios(scenarios(args));
    boolean json = false;
    for (var arg : args) {
      if (arg.equals("--json")) {
        json = true;
      } else if (arg.startsWith("--seconds=")) {
        options = options.round(seconds(arg));
      } else if (arg.startsWith("--rounds=")) {
        options = options.rounds(Integer.parseInt(valueOf(arg)));
      } else if (arg.startsWith("-")) {
        throw new IllegalArgumentException("unknown option " + arg);
      }
    }
    var report = BusBench.run(options, CONTESTANTS, System.err::println);
    System.out.println(json ? Payload.of(report).text() : report.table());
  }

  private static List<Scenario> scenarios(String[] args) {
    var named = Arrays.stream(args).filter(arg -> !arg.startsWith("-")).map(Scenario::of).toList();
    return named.isEmpty()
        ? Arrays.stream(Scenario.values()).filter(PeerScenarios::contains).toList()
        : named;
  }

  private static Duration seconds(String arg) {
    return Duration.ofMillis(Math.round(Double.parseDouble(valueOf(arg)) * 1_000));
  }

  private static String valueOf(String arg) {
    return arg.substring(arg.indexOf('=') + 1);
  }
}

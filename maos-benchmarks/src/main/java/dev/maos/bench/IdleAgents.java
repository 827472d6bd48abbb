package dev.maos.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What agents cost that are subscribed and were never sent anything: heap, time to subscribe, and
 * connections. In the end each is sent one message, to see that it is there.
 */
final class IdleAgents {
  private final BusBenchOptions options;
  private final Server server;
  private final Consumer<String> progress;

  IdleAgents(BusBenchOptions options, Server server, Consumer<String> progress) {
    this.options = options;
    this.server = server;
    this.progress = progress;
  }

  List<BenchRow> run(List<Contestant> contestants) throws InterruptedException {
    var rows = new ArrayList<BenchRow>();
    for (var contestant : contestants) {
      // The first one of all loads classes, which stay.
      weigh(contestant, 1);
      var row = weigh(contestant, options.agents());
      progress.accept(
          "idle-agents: %s keeps %,d bytes for each of %,d, subscribed in %,.0f ms"
              .formatted(
                  contestant.system(), row.bytesPerAgent(), options.agents(), row.setUpMillis()));
      rows.add(row);
    }
    return rows;
  }

  // The sink is there before and after, so it is not weighed.
  private BenchRow weigh(Contestant contestant, int agents) throws InterruptedException {
    var sink = new Sink(agents, options.payloadBytes());
    var connected = server.connections();
    long without = Meter.settledHeap();
    long start = System.nanoTime();
    var way = contestant.oneWay(Scenario.IDLE_AGENTS, agents, sink);
    try {
      double millis = (System.nanoTime() - start) / 1e6;
      double bytes = Math.max(0, Meter.settledHeap() - without) / (double) agents;
      var row = BenchRow.ofIdleAgents(contestant.system(), bytes, agents, millis);
      var served = withConnections(row, connected);
      reachEach(way, sink, agents);
      return served;
    } catch (BenchFailedException e) {
      throw new BenchFailedException(
          "idle-agents of %s: %s".formatted(contestant.system(), e.getMessage()), e);
    } finally {
      way.close();
    }
  }

  private BenchRow withConnections(BenchRow row, OptionalLong before) {
    return before.isPresent()
        ? row.connections(server.connections().orElseThrow() - before.getAsLong())
        : row;
  }

  private void reachEach(OneWay way, Sink sink, int agents) throws InterruptedException {
    var payload = Stamp.blank(options.payloadBytes(), options.seed());
    new Sender(way, sink, Streams.inTurn(agents), agents, payload)
        .saturate(options.round().plusMinutes(1), agents);
  }
}

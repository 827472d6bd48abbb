package dev.maos.bench.raw;

import dev.maos.bench.Contestant;
import dev.maos.bench.OneWay;
import dev.maos.bench.RoundTrip;
import dev.maos.bench.Scenario;
import dev.maos.bench.Sink;
import dev.maos.testkit.redis.RedisServer;

/** A contestant under whom the server loses everything once, in the middle of a run. */
final class Thief implements Contestant {
  private static final int WHEN = 1_000;

  private final RedisServer server;
  private final Contestant honest;

  Thief(RedisServer server, Contestant honest) {
    this.server = server;
    this.honest = honest;
  }

  @Override
  public String system() {
    return honest.system();
  }

  @Override
  public boolean plays(Scenario scenario) {
    return honest.plays(scenario);
  }

  @Override
  public OneWay oneWay(Scenario scenario, int streams, Sink sink) {
    var way = honest.oneWay(scenario, streams, sink);
    return new OneWay() {
      private int sent;

      @Override
      public void send(int stream, byte[] payload) throws InterruptedException {
        if (++sent == WHEN) {
          server.command("FLUSHALL");
        }
        way.send(stream, payload);
      }

      @Override
      public void sendOne(int stream, byte[] payload) throws InterruptedException {
        way.sendOne(stream, payload);
      }

      @Override
      public void push() throws InterruptedException {
        way.push();
      }

      @Override
      public void flush() throws InterruptedException {
        way.flush();
      }

      @Override
      public void close() {
        way.close();
      }
    };
  }

  @Override
  public RoundTrip roundTrip() {
    return honest.roundTrip();
  }
}

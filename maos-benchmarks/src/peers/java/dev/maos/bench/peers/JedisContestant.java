package dev.maos.bench.peers;

import dev.maos.bench.OneWay;
import dev.maos.bench.Sink;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadGroupParams;

/** Jedis: a command for each message, 64 of them in a pipeline, each pipeline awaited. */
final class JedisContestant extends OneWayPeer {
  private static final byte[] FIELD = {'d'};
  private static final byte[] GROUP = {'g'};
  private static final byte[] CONSUMER = {'c'};
  private static final int BLOCK_MILLIS = 500;

  private final URI uri;

  JedisContestant(String uri) {
    super("jedis");
    this.uri = URI.create(uri);
  }

  @Override
  OneWay atMostOnce(Sink sink) {
    var channel = PeerKeys.fresh().getBytes(StandardCharsets.UTF_8);
    var subscriber = new Subscriber(sink);
    var listening = new Jedis(uri);
    var reader = new PeerReader(system(), sink, () -> listening.subscribe(subscriber, channel));
    subscriber.awaitSubscribed();
    Runnable end =
        () -> {
          reader.close();
          subscriber.unsubscribe();
          reader.join();
          listening.close();
        };
    return new Pipelining(new Jedis(uri), end) {
      @Override
      void command(Pipeline pipeline, byte[] payload) {
        pipeline.publish(channel, payload);
      }
    };
  }

  @Override
  OneWay atLeastOnce(Sink sink) {
    var name = PeerKeys.fresh();
    var key = name.getBytes(StandardCharsets.UTF_8);
    var reading = new Jedis(uri);
    reading.xgroupCreate(key, GROUP, "$".getBytes(StandardCharsets.UTF_8), true);
    var reader = new PeerReader(system(), sink, () -> read(reading, key, sink));
    var trimmed = XAddParams.xAddParams().maxLen(KEPT).approximateTrimming();
    Runnable end =
        () -> {
          reader.close();
          reader.join();
          reading.del(key);
          reading.close();
        };
    return new Pipelining(new Jedis(uri), end) {
      @Override
      void command(Pipeline pipeline, byte[] payload) {
        pipeline.xadd(key, trimmed, Map.of(FIELD, payload));
      }
    };
  }

  private static void read(Jedis reading, byte[] key, Sink sink) {
    var params = XReadGroupParams.xReadGroupParams().count(READ).block(BLOCK_MILLIS);
    var streams =
        reading.xreadGroupBinary(
            GROUP, CONSUMER, params, Map.of(key, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    if (streams == null) {
      return;
    }
    for (var stream : streams) {
      var entries = stream.getValue();
      for (var entry : entries) {
        entry.getFields().values().forEach(sink::accept);
      }
      var ids =
          entries.stream()
              .map(entry -> entry.getID().toString().getBytes(StandardCharsets.UTF_8))
              .toArray(byte[][]::new);
      reading.xack(key, GROUP, ids);
    }
  }

  private static final class Subscriber extends BinaryJedisPubSub {
    private final Sink sink;
    private final CountDownLatch subscribed = new CountDownLatch(1);

    Subscriber(Sink sink) {
      this.sink = sink;
    }

    void awaitSubscribed() {
      try {
        subscribed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onSubscribe(byte[] channel, int channels) {
      subscribed.countDown();
    }

    @Override
    public void onMessage(byte[] channel, byte[] message) {
      sink.accept(message);
    }
  }

  private abstract static class Pipelining implements OneWay {
    private final Jedis jedis;
    private final Pipeline pipeline;
    private final Runnable end;
    private int waiting;

    Pipelining(Jedis jedis, Runnable end) {
      this.jedis = jedis;
      this.pipeline = jedis.pipelined();
      this.end = end;
    }

    abstract void command(Pipeline pipeline, byte[] payload);

    @Override
    public void send(int stream, byte[] payload) {
      command(pipeline, payload.clone());
      if (++waiting == PIPELINE) {
        push();
      }
    }

    @Override
    public void sendOne(int stream, byte[] payload) {
      send(stream, payload);
      push();
    }

    @Override
    public void push() {
      if (waiting > 0) {
        waiting = 0;
        pipeline.sync();
      }
    }

    @Override
    public void flush() {
      push();
    }

    @Override
    public void close() {
      end.run();
      pipeline.close();
      jedis.close();
    }
  }
}

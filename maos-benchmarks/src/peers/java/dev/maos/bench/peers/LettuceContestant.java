package dev.maos.bench.peers;

import dev.maos.bench.BenchFailedException;
import dev.maos.bench.OneWay;
import dev.maos.bench.Sink;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Lettuce as its guide shows it: a command for each message, 64 of them flushed together. */
final class LettuceContestant extends OneWayPeer {
  private static final byte[] FIELD = {'d'};
  private static final byte[] GROUP = {'g'};

  private final String uri;

  LettuceContestant(String uri) {
    super("lettuce");
    this.uri = uri;
  }

  @Override
  OneWay atMostOnce(Sink sink) {
    var client = RedisClient.create(uri);
    var channel = bytes(PeerKeys.fresh());
    var subscriber = client.connectPubSub(ByteArrayCodec.INSTANCE);
    subscriber.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(byte[] from, byte[] message) {
            sink.accept(message);
          }
        });
    subscriber.sync().subscribe(channel);
    return new Pipelining(client, subscriber::close) {
      @Override
      Future<?> command(byte[] payload) {
        return connection().async().publish(channel, payload);
      }
    };
  }

  @Override
  OneWay atLeastOnce(Sink sink) {
    var client = RedisClient.create(uri);
    var key = bytes(PeerKeys.fresh());
    var reading = client.connect(ByteArrayCodec.INSTANCE);
    var group = XGroupCreateArgs.Builder.mkstream();
    reading.sync().xgroupCreate(StreamOffset.from(key, "$"), GROUP, group);
    var reader = new PeerReader(system(), sink, () -> read(reading, key, sink));
    var trimmed = new XAddArgs().maxlen(KEPT).approximateTrimming();
    Runnable end =
        () -> {
          reader.close();
          reader.join();
          reading.sync().del(key);
        };
    return new Pipelining(client, end) {
      @Override
      Future<?> command(byte[] payload) {
        return connection().async().xadd(key, trimmed, FIELD, payload);
      }
    };
  }

  @SuppressWarnings("unchecked") // The one stream is made an array of a generic type.
  private static void read(StatefulRedisConnection<byte[], byte[]> reading, byte[] key, Sink sink) {
    var entries =
        reading
            .sync()
            .xreadgroup(
                Consumer.from(GROUP, FIELD),
                XReadArgs.Builder.block(Duration.ofMillis(500)).count(READ),
                StreamOffset.lastConsumed(key));
    if (entries.isEmpty()) {
      return;
    }
    for (var entry : entries) {
      entry.getBody().values().forEach(sink::accept);
    }
    var ids = entries.stream().map(entry -> entry.getId()).toArray(String[]::new);
    // Nobody waits for it; a connection that breaks ends the next read.
    var _ = reading.async().xack(key, GROUP, ids);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private abstract static class Pipelining implements OneWay {
    private static final int OUTSTANDING = 4 * PIPELINE;

    private final RedisClient client;
    private final Runnable end;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final Deque<Future<?>> unanswered = new ArrayDeque<>();
    private int waiting;

    Pipelining(RedisClient client, Runnable end) {
      this.client = client;
      this.end = end;
      connection = client.connect(ByteArrayCodec.INSTANCE);
      connection.setAutoFlushCommands(false);
    }

    abstract Future<?> command(byte[] payload);

    final StatefulRedisConnection<byte[], byte[]> connection() {
      return connection;
    }

    @Override
    public void send(int stream, byte[] payload) throws InterruptedException {
      unanswered.add(command(payload.clone()));
      if (++waiting == PIPELINE) {
        push();
        awaitAnswers(OUTSTANDING);
      }
    }

    @Override
    public void sendOne(int stream, byte[] payload) throws InterruptedException {
      send(stream, payload);
      flush();
    }

    @Override
    public void push() {
      if (waiting > 0) {
        waiting = 0;
        connection.flushCommands();
      }
    }

    @Override
    public void flush() throws InterruptedException {
      push();
      awaitAnswers(0);
    }

    private void awaitAnswers(int most) throws InterruptedException {
      while (unanswered.size() > most) {
        try {
          unanswered.remove().get();
        } catch (ExecutionException e) {
          throw new BenchFailedException("lettuce: " + e.getCause(), e);
        }
      }
    }

    @Override
    public void close() {
      end.run();
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }
}

package dev.maos.bench.peers;

import dev.maos.bench.OneWay;
import dev.maos.bench.Sink;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.redisson.Redisson;
import org.redisson.api.RBatch;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.api.stream.StreamCreateGroupArgs;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamReadGroupArgs;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/** Redisson: its stream with a group, and its topic, 64 messages in a batch. */
final class RedissonContestant extends OneWayPeer {
  private static final byte[] FIELD = {'d'};
  private static final int CONNECTIONS = 16;
  private static final int IDLE_CONNECTIONS = 4;

  private final String uri;

  RedissonContestant(String uri) {
    super("redisson");
    this.uri = uri;
  }

  @Override
  OneWay atMostOnce(Sink sink) {
    var client = open();
    var channel = PeerKeys.fresh();
    client
        .getTopic(channel, ByteArrayCodec.INSTANCE)
        .addListener(byte[].class, (from, message) -> sink.accept(message));
    return new Batching(
        client,
        (batch, payload) -> {
          // The batch tells what failed, for all of them.
          var _ = batch.getTopic(channel, ByteArrayCodec.INSTANCE).publishAsync(payload);
        },
        () -> {});
  }

  @Override
  OneWay atLeastOnce(Sink sink) {
    var client = open();
    var key = PeerKeys.fresh();
    RStream<byte[], byte[]> stream = client.getStream(key, ByteArrayCodec.INSTANCE);
    stream.createGroup(StreamCreateGroupArgs.name("g").id(StreamMessageId.NEWEST).makeStream());
    var reader = new PeerReader(system(), sink, () -> read(stream, sink));
    return new Batching(
        client,
        (batch, payload) -> {
          var entry =
              StreamAddArgs.<byte[], byte[]>entry(FIELD, payload)
                  .trimNonStrict()
                  .maxLen(KEPT)
                  .noLimit();
          var _ = batch.<byte[], byte[]>getStream(key, ByteArrayCodec.INSTANCE).addAsync(entry);
        },
        () -> {
          reader.close();
          reader.join();
          stream.delete();
        });
  }

  private static void read(RStream<byte[], byte[]> stream, Sink sink) {
    var entries =
        stream.readGroup(
            "g",
            "c",
            StreamReadGroupArgs.neverDelivered().count(READ).timeout(Duration.ofMillis(500)));
    if (!entries.isEmpty()) {
      entries.values().forEach(entry -> entry.values().forEach(sink::accept));
      stream.ack("g", entries.keySet().toArray(StreamMessageId[]::new));
    }
  }

  private RedissonClient open() {
    var config = new Config();
    config
        .useSingleServer()
        .setAddress(uri)
        .setConnectionPoolSize(CONNECTIONS)
        .setConnectionMinimumIdleSize(IDLE_CONNECTIONS);
    config.setCodec(ByteArrayCodec.INSTANCE);
    return Redisson.create(config);
  }

  private static final class Batching implements OneWay {
    private final RedissonClient client;
    private final BiConsumer<RBatch, byte[]> command;
    private final Runnable end;
    private RBatch batch;
    private int waiting;

    Batching(RedissonClient client, BiConsumer<RBatch, byte[]> command, Runnable end) {
      this.client = client;
      this.command = command;
      this.end = end;
      batch = client.createBatch();
    }

    @Override
    public void send(int stream, byte[] payload) {
      command.accept(batch, payload.clone());
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
        batch.execute();
        batch = client.createBatch();
      }
    }

    @Override
    public void flush() {
      push();
    }

    @Override
    public void close() {
      end.run();
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }
}

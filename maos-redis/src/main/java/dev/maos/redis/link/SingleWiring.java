package dev.maos.redis.link;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Connections to one server, named by its address or by Sentinels. */
final class SingleWiring implements Wiring {
  private final Channels channels = new Channels();
  private final ClientResources resources = Settings.resources(channels);
  private final RedisURI target;
  private final RedisClient client;

  SingleWiring(RedisUri uri, RedisConnectionStateListener listener) {
    target = Settings.targets(uri).getFirst();
    client = RedisClient.create(resources);
    client.setOptions(Settings.single(uri));
    client.addListener(listener);
  }

  @Override
  public Connection connect(Consumer<Throwable> onFailure) {
    var connection = client.connect(ByteArrayCodec.INSTANCE, target);
    return new Connection(connection.async(), io(), CommandType.PUBLISH, onFailure);
  }

  @Override
  public Subscriber listen(Ear ear) {
    var connection = client.connectPubSub(ByteArrayCodec.INSTANCE, target);
    connection.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(byte[] channel, byte[] message) {
            ear.heard(channel, message);
          }

          @Override
          public void subscribed(byte[] channel, long count) {
            ear.subscribed(channel);
          }
        });
    return new Plain(connection);
  }

  private record Plain(StatefulRedisPubSubConnection<byte[], byte[]> connection)
      implements Subscriber {
    @Override
    public CompletionStage<Void> subscribe(List<byte[]> channels) {
      return connection.async().subscribe(channels.toArray(byte[][]::new));
    }

    @Override
    public CompletionStage<Void> unsubscribe(List<byte[]> channels) {
      return connection.async().unsubscribe(channels.toArray(byte[][]::new));
    }

    @Override
    public boolean isOver(RedisChannelHandler<?, ?> other) {
      return connection.equals(other);
    }
  }

  @Override
  public Channels channels() {
    return channels;
  }

  @Override
  public void close() {
    Closing.of(client, resources);
  }
}

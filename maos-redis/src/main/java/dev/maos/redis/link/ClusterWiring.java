package dev.maos.redis.link;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Connections to the nodes of a Cluster; a command goes to the node of its key. */
final class ClusterWiring implements Wiring {
  private final Channels channels = new Channels();
  private final ClientResources resources = Settings.resources(channels);
  private final RedisClusterClient client;

  ClusterWiring(RedisUri uri, RedisConnectionStateListener listener) {
    client = RedisClusterClient.create(resources, Settings.targets(uri));
    client.setOptions(Settings.cluster(uri));
    client.addListener(listener);
  }

  @Override
  public Connection connect(Consumer<Throwable> onFailure) {
    var connection = client.connect(ByteArrayCodec.INSTANCE);
    return new Connection(connection.async(), io(), CommandType.SPUBLISH, onFailure);
  }

  // The library tells plain and node-aware listeners of the same message: we have one kind only.
  @Override
  public Subscriber listen(Ear ear) {
    var connection = client.connectPubSub(ByteArrayCodec.INSTANCE);
    connection.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void smessage(byte[] channel, byte[] message) {
            ear.heard(channel, message);
          }

          @Override
          public void ssubscribed(byte[] channel, long count) {
            ear.subscribed(channel);
          }

          @Override
          public void sunsubscribed(byte[] channel, long count) {
            if (ear.unsubscribed(channel)) {
              var _ = connection.async().ssubscribe(channel);
            }
          }
        });
    return new Sharded(connection);
  }

  private record Sharded(StatefulRedisClusterPubSubConnection<byte[], byte[]> connection)
      implements Subscriber {
    @Override
    public CompletionStage<Void> subscribe(List<byte[]> channels) {
      return connection.async().ssubscribe(channels.toArray(byte[][]::new));
    }

    @Override
    public CompletionStage<Void> unsubscribe(List<byte[]> channels) {
      return connection.async().sunsubscribe(channels.toArray(byte[][]::new));
    }

    /** Those to the nodes are the client library's own. */
    @Override
    public boolean isOver(RedisChannelHandler<?, ?> other) {
      return other instanceof StatefulRedisPubSubConnection;
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

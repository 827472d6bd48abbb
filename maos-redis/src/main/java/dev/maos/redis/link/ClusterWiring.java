package dev.maos.redis.link;

import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.resource.ClientResources;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Connections to the nodes of a Cluster; a command goes to the node of its key. */
final class ClusterWiring implements Wiring {
  private final Channels channels = new Channels();
  private final ClientResources resources = Settings.resources(channels);
  private final RedisClusterClient client;
  private volatile @Nullable StatefulRedisClusterPubSubConnection<byte[], byte[]> ears;

  ClusterWiring(RedisUri uri, RedisConnectionStateListener listener) {
    client = RedisClusterClient.create(resources, Settings.targets(uri));
    client.setOptions(Settings.cluster(uri));
    client.addListener(listener);
  }

  @Override
  public Connection connect(Consumer<Throwable> onFailure) {
    var connection = client.connect(ByteArrayCodec.INSTANCE);
    return new Connection(connection.async(), io(), onFailure);
  }

  // The library tells plain and node-aware listeners of the same message: we have one kind only.
  @Override
  public void listen(Ear ear) {
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
            ear.unsubscribed(channel);
          }
        });
    ears = connection;
  }

  @Override
  public CompletionStage<Void> subscribe(byte[] channel) {
    return Objects.requireNonNull(ears, "listen first").async().ssubscribe(channel);
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

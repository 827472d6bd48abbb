package dev.maos.redis.link;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Delay;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How the client library is set up. Two choices matter most: commands are refused while there is no
 * connection, which is the one setting that also keeps the library from sending what was in flight
 * once more; and all connections of a link share one I/O thread, which makes "the order in which
 * runs are handed over" a single order.
 */
final class Settings {
  private static final int MOST_IN_FLIGHT = 10_000;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final Duration REFRESH = Duration.ofSeconds(10);
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  private Settings() {}

  /** Refuses what the client library would refuse in words of its own. */
  static void check(RedisUri uri) {
    if (!uri.ca().isEmpty() && !Files.isReadable(Path.of(uri.ca()))) {
      throw UriReader.refused("ca", uri.ca(), "a readable file of certificates in PEM");
    }
  }

  static ClientResources resources(Channels channels) {
    return DefaultClientResources.builder()
        .nettyCustomizer(channels)
        .eventLoopGroupProvider(new DefaultEventLoopGroupProvider(1))
        .computationThreadPoolSize(2)
        .reconnectDelay(
            () -> Delay.fullJitter(SHORTEST_PAUSE, LONGEST_PAUSE, 10, TimeUnit.MILLISECONDS))
        .build();
  }

  static ClientOptions single(RedisUri uri) {
    return fill(ClientOptions.builder(), uri).build();
  }

  static ClusterClientOptions cluster(RedisUri uri) {
    var refresh =
        ClusterTopologyRefreshOptions.builder()
            .adaptiveRefreshTriggersTimeout(LONGEST_PAUSE)
            .enablePeriodicRefresh(REFRESH)
            .build();
    var builder = ClusterClientOptions.builder();
    fill(builder, uri);
    return builder.topologyRefreshOptions(refresh).validateClusterNodeMembership(false).build();
  }

  private static ClientOptions.Builder fill(ClientOptions.Builder builder, RedisUri uri) {
    var socket =
        SocketOptions.builder()
            .connectTimeout(min(uri.timeout(), LONGEST_CONNECT))
            .keepAlive(true)
            .tcpNoDelay(true)
            .build();
    var ssl = SslOptions.builder().jdkSslProvider();
    if (!uri.ca().isEmpty()) {
      ssl.trustManager(new File(uri.ca()));
    }
    return builder
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MOST_IN_FLIGHT)
        .timeoutOptions(TimeoutOptions.builder().timeoutSource(new Patience(uri)).build())
        .socketOptions(socket)
        .sslOptions(ssl.build())
        .pingBeforeActivateConnection(true)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        // Replies have one shape each, and a user who may not say HELLO gets in as well.
        .protocolVersion(ProtocolVersion.RESP2);
  }

  static List<RedisURI> targets(RedisUri uri) {
    return switch (uri.topology()) {
      case SINGLE, CLUSTER -> uri.addresses().stream().map(each -> server(uri, each)).toList();
      case SENTINEL -> List.of(behindSentinels(uri));
    };
  }

  private static RedisURI server(RedisUri uri, Address address) {
    var target =
        RedisURI.builder()
            .withHost(address.host())
            .withPort(address.port())
            .withDatabase(uri.database())
            .withSsl(uri.tls())
            .withVerifyPeer(SslVerifyMode.FULL)
            .withTimeout(uri.timeout())
            .build();
    return asUser(target, uri.login());
  }

  private static RedisURI behindSentinels(RedisUri uri) {
    var target = new RedisURI();
    target.setSentinelMasterId(uri.master());
    target.setDatabase(uri.database());
    target.setTimeout(uri.timeout());
    for (var each : uri.addresses()) {
      target.getSentinels().add(server(uri, each));
    }
    return asUser(target, uri.login());
  }

  private static RedisURI asUser(RedisURI target, Login login) {
    if (login.isGiven()) {
      var user = login.user().isEmpty() ? null : login.user();
      var credentials = RedisCredentials.just(user, login.password());
      target.setCredentialsProvider(RedisCredentialsProvider.from(() -> credentials));
    }
    target.setClientName("maos");
    return target;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** How long a command may take: one that waits for replicas may take longer than others. */
  private static final class Patience extends TimeoutOptions.TimeoutSource {
    private final Duration timeout;

    Patience(RedisUri uri) {
      this.timeout = uri.timeout();
    }

    @Override
    public long getTimeout(RedisCommand<?, ?, ?> command) {
      return timeout.toMillis() * (command.getType() == CommandType.WAIT ? 2 : 1);
    }
  }
}

package dev.maos.redis.link;

import io.lettuce.core.RedisConnectionStateListener;
import io.netty.util.concurrent.EventExecutor;
import java.util.function.Consumer;

/** The connections of a link, as the client library makes them. */
sealed interface Wiring extends AutoCloseable permits SingleWiring, ClusterWiring {

  static Wiring of(RedisUri uri, RedisConnectionStateListener listener) {
    return switch (uri.topology()) {
      case SINGLE, SENTINEL -> new SingleWiring(uri, listener);
      case CLUSTER -> new ClusterWiring(uri, listener);
    };
  }

  /** Makes one more connection for functions and commands. */
  Connection connect(Consumer<Throwable> onFailure);

  /** Makes one more, that has been to the node of the namespace and back. */
  default Connection reach(RedisUri uri, Consumer<Throwable> onFailure) {
    var connection = connect(onFailure);
    if (uri.topology() == Topology.CLUSTER) {
      Answers.insist(() -> RoleCheck.reach(connection, uri), uri.timeout());
    }
    return connection;
  }

  /** Makes a connection that messages of channels arrive on, unsubscribed. */
  Subscriber listen(Ear ear);

  Channels channels();

  @Override
  void close();

  default EventExecutor io() {
    return channels().io();
  }
}

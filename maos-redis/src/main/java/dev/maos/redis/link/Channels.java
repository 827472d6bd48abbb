package dev.maos.redis.link;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open sockets of a link and the one thread that serves them. Thread-safe. */
final class Channels implements NettyCustomizer {
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();

  @Override
  public void afterChannelInitialized(Channel channel) {
    open.add(channel);
    channel.closeFuture().addListener(closed -> open.remove(channel));
  }

  /** The I/O thread; there is one from the first connection on. */
  EventExecutor io() {
    return open.iterator().next().eventLoop();
  }

  int count() {
    return open.size();
  }

  /** Cuts all connections; the client library makes them anew, asking anew where the master is. */
  void cut() {
    for (var channel : open) {
      var _ = channel.close();
    }
  }
}

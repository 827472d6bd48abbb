package dev.maos.redis.faults;

import dev.maos.testkit.redis.AppendSync;
import dev.maos.testkit.redis.FaultProxy;
import dev.maos.testkit.redis.RedisServer;

/**
 * One server with an append-only file, so that it forgets nothing that it has answered; the workers
 * reach it through a proxy.
 */
final class SingleStage implements Stage {
  private final RedisServer server = RedisServer.with().appendOnly(AppendSync.ALWAYS).start();
  private final FaultProxy proxy = FaultProxy.inFrontOf(server.port());

  @Override
  public String uri() {
    return proxy.uri() + "?timeout=1s";
  }

  @Override
  public String observerUri() {
    return server.uri() + "?timeout=1s";
  }

  RedisServer server() {
    return server;
  }

  FaultProxy proxy() {
    return proxy;
  }

  @Override
  public void close() {
    proxy.close();
    server.close();
  }
}

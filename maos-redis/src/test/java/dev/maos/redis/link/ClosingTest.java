package dev.maos.redis.link;

import static dev.maos.redis.link.Links.failure;
import static dev.maos.redis.link.Links.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.redis.link.LinkException.Effect;
import dev.maos.testkit.redis.FaultProxy;
import dev.maos.testkit.redis.RedisServer;
import org.junit.jupiter.api.Test;

class ClosingTest {

  @Test
  void itLeavesNoThreadAndNoSocketAndTwiceIsFine() throws InterruptedException {
    try (var server = RedisServer.start();
        var proxy = FaultProxy.inFrontOf(server.port())) {
      var link = Links.open(proxy.uri());
      Links.untilDone(link.publishing(), Links.COUNT);
      link.listen(Links.bytes("c"), message -> {}, () -> {});

      link.close();
      link.close();

      assertThat(LinkThreads.alive()).isEmpty();
      assertThat(link.sockets()).isZero();
      assertThat(link.state().phase()).isEqualTo(LinkState.Phase.DISCONNECTED);
    }
  }

  @Test
  void aClosedLinkRunsNothing() {
    try (var server = RedisServer.start()) {
      var link = Links.open(server);
      link.close();

      assertThat(failure(run(link.publishing(), Links.COUNT)).effect()).isEqualTo(Effect.NOT_NOW);
    }
  }

  @Test
  void itEndsAlsoWhileTheServerIsGone() throws InterruptedException {
    try (var server = RedisServer.start()) {
      var link = Links.open(server);
      server.kill();

      link.close();

      assertThat(LinkThreads.alive()).isEmpty();
    }
  }
}

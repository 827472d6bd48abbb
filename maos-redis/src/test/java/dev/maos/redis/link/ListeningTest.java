package dev.maos.redis.link;

import static dev.maos.redis.link.Links.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.testkit.redis.RedisServer;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListeningTest {
  private static final byte[] CHANNEL = bytes("{maos}:wake");
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Semaphore gaps = new Semaphore(0);
  private RedisServer server;
  private RedisLink link;

  @BeforeEach
  void start() {
    server = RedisServer.start();
    link = Links.open(server);
  }

  @AfterEach
  void stop() {
    link.close();
    server.close();
  }

  @Test
  void whatIsPublishedIsHeardOnce() throws InterruptedException {
    listen();

    publish("one");
    publish("two");

    assertThat(List.of(next(), next())).containsExactly("one", "two");
    assertThat(heard).isEmpty();
  }

  @Test
  void aSubscriptionBeginsWithAGap() throws InterruptedException {
    listen();

    gap();
    assertThat(gaps.availablePermits()).isZero();
  }

  @Test
  void aSubscriberThatWasCutOffIsBackAfterAGap() throws InterruptedException {
    listen();
    gap();

    server.command("CLIENT", "KILL", "TYPE", "pubsub");

    gap();
    publish("after");
    assertThat(next()).isEqualTo("after");
  }

  @Test
  void aSubscriptionOutlivesTheServer() throws InterruptedException {
    listen();
    gap();

    server.restart();

    gap();
    Links.untilDone(link.publishing(), Links.COUNT);
    publish("after");
    assertThat(next()).isEqualTo("after");
  }

  @Test
  void aSubscriptionMadeWhileTheServerIsAwayBeginsWhenItIsBack() throws InterruptedException {
    var down = new Semaphore(0);
    link.onState(state -> down.release(state.phase() == LinkState.Phase.DISCONNECTED ? 1 : 0));
    server.kill();
    assertThat(down.tryAcquire(Links.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();

    listen();
    assertThat(gaps.availablePermits()).isZero();
    server.restart();

    gap();
  }

  @Test
  void aChannelThatTheUserMayNotHearIsRefused() {
    server.command("ACL", "SETUSER", "deaf", "on", ">pw", "~*", "&other*", "+@all");
    try (var deaf = Links.open("redis://deaf:pw@127.0.0.1:" + server.port())) {
      assertThatThrownBy(() -> deaf.listen(CHANNEL, message -> {}, () -> {}))
          .isInstanceOfSatisfying(
              LinkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REDIS_NOPERM));
    }
  }

  @Test
  void aChannelHasOneListener() {
    listen();

    assertThatThrownBy(this::listen).isInstanceOf(IllegalStateException.class);
  }

  private void listen() {
    link.listen(CHANNEL, message -> heard.add(new String(message, UTF_8)), gaps::release);
  }

  private void gap() throws InterruptedException {
    assertThat(gaps.tryAcquire(Links.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private void publish(String message) {
    var function = Links.function("return {redis.call('PUBLISH', keys[1], args[1])}");
    Links.untilDone(() -> link.publishing().run(function, CHANNEL, List.of(bytes(message))));
  }

  private String next() throws InterruptedException {
    return heard.poll(Links.BOUND_SECONDS, TimeUnit.SECONDS);
  }
}

package dev.maos.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.message.Message;
import dev.maos.monitor.Health;
import dev.maos.monitor.HealthChange;
import dev.maos.testkit.redis.AppendSync;
import dev.maos.testkit.redis.RedisServer;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults of a real server are told, and so is their end. */
@Timeout(180)
class HealthWatchOverRedisTest {
  private final LinkedBlockingQueue<HealthChange> heard = new LinkedBlockingQueue<>();

  @Test
  void aServerThatDiesAndComesBackIsToldBothTimes() throws Exception {
    try (var server = RedisServer.with().appendOnly(AppendSync.ALWAYS).start();
        var maos = Maos.open(server.uri())) {
      maos.onHealth(heard::add);

      server.kill();
      var fault = next(change -> !isWell(change));
      server.restart();
      var end = next(HealthWatchOverRedisTest::isWell);

      // On a busy machine it is first noticed that no part answers.
      assertThat(fault.now().overall().reasons())
          .anyMatch(reason -> reason.startsWith("backend") || reason.startsWith("health"));
      assertThat(end.now().overall().reasons()).isEmpty();
    }
  }

  @Test
  void aServerThatHangsIsTold() throws Exception {
    try (var server = RedisServer.start();
        var maos = Maos.open(server.uri())) {
      maos.onHealth(heard::add);

      server.pause();
      try {
        next(change -> !isWell(change));
      } finally {
        server.resume();
      }
      next(HealthWatchOverRedisTest::isWell);
    }
  }

  @Test
  void whatWasCountedHereIsShownWhileTheServerIsAway() {
    try (var server = RedisServer.start();
        var maos = Maos.open(server.uri() + "?publish_timeout=0s")) {
      maos.bus()
          .publish(
              Message.from(AgentId.of("a")).to(AgentId.of("b")).on("x").command(Payload.text("1")));
      server.kill();

      var metrics = maos.metrics();

      assertThat(metrics.bus().messagesSent()).isEqualTo(1);
      assertThat(metrics.bus().queues()).isEmpty();
      assertThat(metrics.health().overall()).isNotInstanceOf(Health.Healthy.class);
      server.restart();
    }
  }

  private static boolean isWell(HealthChange change) {
    return change.now().overall() instanceof Health.Healthy;
  }

  private HealthChange next(Predicate<HealthChange> wanted) throws InterruptedException {
    var last = "nothing";
    while (true) {
      var change = heard.poll(60, TimeUnit.SECONDS);
      assertThat(change).as("a change within a minute after %s", last).isNotNull();
      if (wanted.test(change)) {
        return change;
      }
      last = change.toString();
    }
  }
}

package dev.maos.redis.link;

import static dev.maos.redis.link.Links.KEY;
import static dev.maos.redis.link.Links.await;
import static dev.maos.redis.link.Links.failure;
import static dev.maos.redis.link.Links.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ErrorCode;
import dev.maos.redis.link.LinkException.Effect;
import dev.maos.redis.link.LinkState.Phase;
import dev.maos.testkit.Seed;
import dev.maos.testkit.redis.Ending;
import dev.maos.testkit.redis.FaultProxy;
import dev.maos.testkit.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LosingTheConnectionTest {
  private static final LuaFunction NOTE =
      Links.function("return {redis.call('RPUSH', keys[1], args[1])}");
  private static RedisServer server;
  private FaultProxy proxy;
  private RedisLink link;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
    Links.load(server, Links.COUNT, NOTE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    server.command("FLUSHALL");
    proxy = FaultProxy.inFrontOf(server.port());
    link = Links.open(proxy.uri() + "?timeout=1s");
  }

  @AfterEach
  void close() {
    link.close();
    proxy.close();
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void aRunWhoseReplyIsLostTookPlaceOnceAndIsUnknown(Ending ending) {
    await(run(link.publishing(), Links.COUNT));
    proxy.closeAfterRequest("FCALL", 1, ending);

    var failure = failure(run(link.publishing(), Links.COUNT));

    assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
    assertThat(failure.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(Links.untilDone(link.publishing(), Links.COUNT)).containsExactly(3L);
  }

  static LongStream seeds() {
    return Seed.range(1, 10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsEverSentTwice(long value) {
    var seed = new Seed(value);
    var random = seed.random();
    var given = new ArrayList<CompletionStage<List<Object>>>();
    int number = 0;

    for (int round = 0; round < 5; round++) {
      var ending = random.nextBoolean() ? Ending.RESET : Ending.ORDERLY;
      proxy.closeAfterRequest("FCALL", random.nextInt(1, 200), ending);
      for (int i = 0; i < 200; i++) {
        given.add(link.publishing().run(NOTE, KEY, List.of(Links.bytes("" + number++))));
      }
      Links.untilDone(link.settling(), Links.function("return 1"));
    }

    var stored = stored();
    assertThat(stored).as(seed.toString()).doesNotHaveDuplicates();
    for (int i = 0; i < given.size(); i++) {
      switch (outcome(given.get(i))) {
        case "ok" -> assertThat(stored).as(seed.toString()).contains("" + i);
        case "NOT_NOW" -> assertThat(stored).as(seed.toString()).doesNotContain("" + i);
        default -> {}
      }
    }
  }

  @Test
  void nothingWaitsWhileThereIsNoConnection() throws InterruptedException {
    var down = phase(Phase.DISCONNECTED);
    proxy.refuse();
    down.await(Links.BOUND_SECONDS, TimeUnit.SECONDS);

    var failure = failure(run(link.publishing(), Links.COUNT));

    assertThat(failure.effect()).isEqualTo(Effect.NOT_NOW);
    assertThat(failure.code()).isEqualTo(ErrorCode.TRANSPORT_UNAVAILABLE);
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIsUnknown() {
    await(run(link.publishing(), Links.COUNT));
    proxy.stallReplies();

    var failure = failure(run(link.publishing(), Links.COUNT));

    assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
    assertThat(failure).hasMessageContaining("no answer in time");
  }

  @Test
  void aNetworkThatSwallowsEverythingIsNoticedAndLeft() throws InterruptedException {
    var degraded = phase(Phase.DEGRADED);
    var down = phase(Phase.DISCONNECTED);
    proxy.stall();

    failure(run(link.publishing(), Links.COUNT));

    assertThat(degraded.await(Links.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(down.await(Links.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    var back = phase(Phase.CONNECTED);
    proxy.pass();
    assertThat(back.await(Links.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Links.untilDone(link.publishing(), Links.COUNT)).isNotEmpty();
  }

  @Test
  void aLinkSaysHowItIsFromLossToRecovery() throws InterruptedException {
    var seen = new ArrayList<LinkState>();
    link.onState(state -> {
      synchronized (seen) {
        seen.add(state);
      }
    });
    var down = phase(Phase.DISCONNECTED);
    proxy.refuse();
    assertThat(down.await(Links.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    var back = phase(Phase.CONNECTED);
    proxy.pass();
    assertThat(back.await(Links.BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();

    synchronized (seen) {
      assertThat(seen.stream().map(LinkState::phase).distinct())
          .containsSubsequence(Phase.DEGRADED, Phase.DISCONNECTED, Phase.RECOVERING)
          .contains(Phase.CONNECTED);
      assertThat(seen.getLast().phase()).isEqualTo(Phase.CONNECTED);
      assertThat(seen.getLast().reason()).isEmpty();
      assertThat(seen.getFirst().reason()).contains("of 4 connections are down");
    }
  }

  @Test
  void aServerThatRestartedIsTaughtItsFunctionsAgain() {
    try (var fresh = RedisServer.start();
        var own = Links.open(fresh)) {
      Links.untilDone(own.publishing(), Links.COUNT);

      fresh.restart();

      assertThat(Links.untilDone(own.publishing(), Links.COUNT)).containsExactly(1L);
    }
  }

  private CountDownLatch phase(Phase phase) {
    var latch = new CountDownLatch(1);
    link.onState(state -> {
      if (state.phase() == phase) {
        latch.countDown();
      }
    });
    return latch;
  }

  private static List<String> stored() {
    return server.command("LRANGE", "{maos}:key", "0", "-1").texts();
  }

  private static String outcome(CompletionStage<List<Object>> stage) {
    return await(
        stage.handle((done, error) -> error instanceof LinkException e ? e.effect().name() : "ok"));
  }
}

package dev.maos.redis.link;

import static dev.maos.redis.link.Links.KEY;
import static dev.maos.redis.link.Links.await;
import static dev.maos.redis.link.Links.bytes;
import static dev.maos.redis.link.Links.failure;
import static dev.maos.redis.link.Links.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ErrorCode;
import dev.maos.redis.link.LinkException.Effect;
import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {
  private static final LuaFunction ECHO = Links.function("return {7, args[2], {keys[1]}}");
  private static final LuaFunction SAY = Links.function("return redis.error_reply(args[1])");
  private static final LuaFunction PUSH =
      Links.function("return {redis.call('RPUSH', keys[1], args[1])}");
  private static RedisServer server;
  private RedisLink link;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    server.command("FLUSHALL");
    server.command("FUNCTION", "FLUSH");
    Links.load(server, Links.COUNT, ECHO, SAY, PUSH);
    link = Links.open(server);
  }

  @AfterEach
  void close() {
    link.close();
  }

  @Test
  void aFunctionGetsItsKeyAndItsArgumentsAndAnswers() {
    var binary = new byte[] {0, (byte) 0xff, '\r', '\n'};

    var answer = await(link.publishing().run(ECHO, KEY, List.of(bytes("a"), binary)));

    assertThat(answer).hasSize(3);
    assertThat(answer.get(0)).isEqualTo(7L);
    assertThat(answer.get(1)).isEqualTo(binary);
    assertThat((List<?>) answer.get(2)).first().isEqualTo(KEY);
  }

  @Test
  void aSingleValueComesAsAListOfOne() {
    assertThat(Links.untilDone(link.settling(), Links.function("return 5"))).containsExactly(5L);
  }

  @Test
  void functionsRunInTheOrderInWhichTheyAreHandedOver() {
    var answers = new ArrayList<CompletionStage<List<Object>>>();

    for (int i = 1; i <= 500; i++) {
      answers.add(link.publishing().run(PUSH, KEY, List.of(bytes("" + i))));
    }

    for (int i = 1; i <= 500; i++) {
      assertThat(await(answers.get(i - 1))).containsExactly((long) i);
    }
  }

  // Callers hand over the next run on the I/O thread when one is done, and others on their own.
  @Test
  void theOrderHoldsAlsoForWhatIsHandedOverOnTheThreadOfTheConnection() {
    var first = new CompletableFuture<List<Object>>();
    var second =
        run(link.publishing(), Links.COUNT)
            .thenCompose(done -> {
              var other = Thread.ofVirtual().start(() -> copy(Links.COUNT, first));
              joined(other);
              return run(link.publishing(), Links.COUNT);
            });

    assertThat(await(second)).containsExactly(3L);
    assertThat(await(first)).containsExactly(2L);
  }

  private void copy(LuaFunction function, CompletableFuture<List<Object>> answer) {
    run(link.publishing(), function).thenAccept(answer::complete);
  }

  private static void joined(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aServerThatForgotItsFunctionsIsTaughtAgainAndRanNothing() {
    await(run(link.publishing(), Links.COUNT));
    server.command("FUNCTION", "FLUSH");

    var failure = failure(run(link.publishing(), Links.COUNT));

    assertThat(failure.effect()).isEqualTo(Effect.NOT_NOW);
    assertThat(failure.code()).isEqualTo(ErrorCode.TRANSPORT_UNAVAILABLE);
    assertThat(await(run(link.publishing(), Links.COUNT))).containsExactly(2L);
  }

  @Test
  void allThatMissedALibraryCauseOneLoad() {
    server.command("FUNCTION", "FLUSH");
    server.command("CONFIG", "RESETSTAT");
    var answers = new ArrayList<CompletionStage<List<Object>>>();

    for (int i = 0; i < 100; i++) {
      answers.add(run(link.publishing(), Links.COUNT));
    }
    var outcomes = answers.stream().map(FunctionsTest::outcome).toList();

    assertThat(outcomes).startsWith("NOT_NOW").isSubsetOf("NOT_NOW", "ran");
    assertThat(calls("function|load")).isEqualTo(1);
    assertThat(await(run(link.publishing(), Links.COUNT)))
        .containsExactly(1 + outcomes.stream().filter("ran"::equals).count());
  }

  @Test
  void whatTheServerKnowsIsNotLoadedAgain() {
    server.command("CONFIG", "RESETSTAT");

    await(run(link.publishing(), Links.COUNT));

    assertThat(calls("function|load")).isZero();
  }

  @Test
  void twoVersionsOfALibraryLiveSideBySide() {
    var one =
        LuaFunction.of("side", "redis.register_function(LIBRARY, function() return 1 end)", "");
    var two =
        LuaFunction.of("side", "redis.register_function(LIBRARY, function() return 2 end)", "");

    Links.untilDone(link.publishing(), one);
    Links.untilDone(link.publishing(), two);

    assertThat(await(run(link.publishing(), one))).containsExactly(1L);
    assertThat(await(run(link.publishing(), two))).containsExactly(2L);
  }

  @Test
  void whereNobodyMayLoadTheLibraryAnAdministratorIsAskedTo() {
    server.command("FUNCTION", "FLUSH");
    server.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "&*", "+@all", "-function|load");
    try (var app = Links.open("redis://app:pw@127.0.0.1:" + server.port())) {
      var failure = failure(run(app.publishing(), Links.COUNT));

      assertThat(failure.effect()).isEqualTo(Effect.REFUSED);
      assertThat(failure.code()).isEqualTo(ErrorCode.REDIS_NOPERM);
      assertThat(failure)
          .hasMessageContaining("'function|load'")
          .hasMessageContaining("load the library " + Links.COUNT.library())
          .hasMessageContaining("as an administrator");
      Links.load(server, Links.COUNT);
      assertThat(await(run(app.publishing(), Links.COUNT))).containsExactly(1L);
    }
  }

  @Test
  void aLibraryThatDoesNotCompileIsRefused() {
    var failure = failure(run(link.publishing(), LuaFunction.of("bad", "this is not Lua", "")));

    assertThat(failure.effect()).isEqualTo(Effect.REFUSED);
    assertThat(failure.code()).isEqualTo(ErrorCode.REDIS_ERROR);
    assertThat(failure).hasMessageContaining("Error compiling function");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING",
        "BUSY",
        "TRYAGAIN",
        "CLUSTERDOWN",
        "MASTERDOWN",
        "NOREPLICAS",
        "MISCONF"
      })
  void aServerThatIsNotReadyIsSaidToBe(String word) {
    var failure = failure(says(word + " some words"));

    assertThat(failure.effect()).isEqualTo(Effect.NOT_NOW);
    assertThat(failure.code()).isEqualTo(ErrorCode.TRANSPORT_UNAVAILABLE);
    assertThat(failure).hasMessageContaining(word + " some words");
  }

  @ParameterizedTest
  @CsvSource({
    "READONLY, NOT_NOW, REDIS_READONLY",
    "OOM, REFUSED, TRANSPORT_UNAVAILABLE",
    "NOAUTH, REFUSED, REDIS_AUTH",
    "WRONGPASS, REFUSED, REDIS_AUTH",
    "NOPERM, REFUSED, REDIS_NOPERM",
    "WRONGTYPE, REFUSED, KEY_TYPE_CONFLICT",
    "ERR, REFUSED, REDIS_ERROR"
  })
  void whatTheServerSaysHasACode(String word, Effect effect, ErrorCode code) {
    var failure = failure(says(word + " some words"));

    assertThat(failure.effect()).isEqualTo(effect);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessageContaining(word + " some words");
  }

  @Test
  void theWordsOfTheServerAreSafeToPrintAndShort() {
    var failure = failure(says("ERR \33[2J" + "x".repeat(400)));

    assertThat(failure.getMessage()).hasSizeLessThan(260).matches("[ -~]*");
  }

  @Test
  void aKeyOfAnotherTypeIsAConflict() {
    server.command("SET", "{maos}:key", "text");

    var failure = failure(link.publishing().run(PUSH, KEY, List.of(bytes("1"))));

    assertThat(failure.code()).isEqualTo(ErrorCode.KEY_TYPE_CONFLICT);
  }

  @Test
  void aUserWhoMayNotTouchAKeyIsToldSo() {
    server.command("ACL", "SETUSER", "half", "on", ">pw", "~other*", "&*", "+@all");
    try (var half = Links.open("redis://half:pw@127.0.0.1:" + server.port())) {
      var failure = failure(run(half.publishing(), Links.COUNT));

      assertThat(failure.code()).isEqualTo(ErrorCode.REDIS_NOPERM);
      assertThat(failure.effect()).isEqualTo(Effect.REFUSED);
    }
  }

  @Test
  void aFullServerRefusesForNow() {
    server.command("CONFIG", "SET", "maxmemory", "1");
    try {
      var failure = failure(link.publishing().run(PUSH, KEY, List.of(bytes("1"))));

      assertThat(failure.effect()).isEqualTo(Effect.REFUSED);
      assertThat(failure).hasMessageContaining("out of memory");
    } finally {
      server.command("CONFIG", "SET", "maxmemory", "0");
    }
  }

  @Test
  void aServerThatBecameAReplicaIsReadOnlyForNow() {
    await(run(link.publishing(), Links.COUNT));
    server.command("REPLICAOF", "127.0.0.1", "1");
    try {
      var failure = failure(run(link.publishing(), Links.COUNT));

      assertThat(failure.effect()).isEqualTo(Effect.NOT_NOW);
      assertThat(failure.code()).isIn(ErrorCode.REDIS_READONLY, ErrorCode.TRANSPORT_UNAVAILABLE);
    } finally {
      server.command("REPLICAOF", "NO", "ONE");
    }
    assertThat(Links.untilDone(link.publishing(), Links.COUNT)).isNotEmpty();
  }

  @Test
  void waitingForReplicasSaysHowManyThereAre() {
    try (var replica = RedisServer.with().replicaOf(server).start()) {
      run(link.publishing(), Links.COUNT);

      var have = await(link.waitForReplicas(link.publishing(), 1, Duration.ofSeconds(2)));

      assertThat(have).isEqualTo(1);
      assertThat(replica.isAlive()).isTrue();
    }
    assertThat(await(link.waitForReplicas(link.publishing(), 1, Duration.ofMillis(50)))).isZero();
  }

  private CompletionStage<List<Object>> says(String error) {
    return link.publishing().run(SAY, KEY, List.of(bytes(error)));
  }

  private static String outcome(CompletionStage<List<Object>> run) {
    return await(
        run.handle((done, error) -> error instanceof LinkException e ? e.effect().name() : "ran"));
  }

  private static long calls(String command) {
    return server
        .command("INFO", "commandstats")
        .text()
        .lines()
        .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
        .sum();
  }
}

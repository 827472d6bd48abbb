package dev.maos.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RedisServerTest {
  @AutoClose private static final RedisServer shared = RedisServer.start();

  @Test
  void aPlainServerAnswersWhereItsUriSays() {
    assertThat(shared.uri()).isEqualTo("redis://127.0.0.1:" + shared.port());
    assertThat(shared.command("PING").text()).isEqualTo("PONG");
    assertThat(shared.isAlive()).isTrue();
  }

  @Test
  void itsPortIsNeverGivenToAnOutgoingConnection() {
    assertThat(shared.port()).isBetween(20_000, 31_999);
  }

  @Test
  void answersOfEveryKindComeThrough() {
    var script = "return {1, {'a', {'b'}}, false, redis.error_reply('MY no')}";

    var reply = shared.command("EVAL", script, "0");

    assertThat(reply).hasToString("[1, [a, [b]], (nothing), MY no]");
    assertThat(reply.items().getFirst().number()).isOne();
    assertThat(shared.command("GET", "no such key").isNothing()).isTrue();
  }

  @Test
  void bytesComeBackAsTheyWent() {
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }

    shared.command(List.of(utf8("SET"), utf8("bytes"), bytes));

    assertThat(shared.command("GET", "bytes").bytes()).isEqualTo(bytes);
  }

  @Test
  void anAnswerThatSaysNoIsThrown() {
    assertThatThrownBy(() -> shared.command("NO-SUCH-COMMAND"))
        .isInstanceOf(ErrorReply.class)
        .hasMessageStartingWith("ERR unknown command");
  }

  @Test
  void askingAnAnswerForWhatItIsNotShowsWhatItIs() {
    var reply = shared.command("EVAL", "return {'x'}", "0");

    assertThatIllegalStateException().isThrownBy(reply::text).withMessageContaining("[x]");
  }

  @Test
  void aKilledServerIsDeadAndComesBackEmptyOnTheSamePort() {
    try (var server = RedisServer.start()) {
      server.command("SET", "k", "v");
      long before = server.pid();

      server.kill();

      assertThat(server.isAlive()).isFalse();
      assertThatThrownBy(() -> server.command("PING")).isInstanceOf(UncheckedIOException.class);
      server.restart();
      assertThat(server.pid()).isNotEqualTo(before);
      assertThat(server.command("GET", "k").isNothing()).isTrue();
    }
  }

  @Test
  void whatAnAppendOnlyServerAnsweredSurvivesAKill() {
    for (var sync : AppendSync.values()) {
      try (var server = RedisServer.with().appendOnly(sync).start()) {
        server.command("SET", "k", "v");

        server.restart();

        assertThat(server.command("GET", "k").text()).as(sync.name()).isEqualTo("v");
      }
    }
  }

  @Test
  void aPausedServerLivesAndAnswersOnlyWhenItGoesOn() throws Exception {
    try (var server = RedisServer.start();
        var client = server.connect(Duration.ofMillis(200))) {
      server.pause();

      assertThatThrownBy(() -> client.call("PING")).isInstanceOf(SocketTimeoutException.class);
      assertThat(server.isAlive()).isTrue();
      server.resume();
      assertThat(server.command("PING").text()).isEqualTo("PONG");
    }
  }

  @Test
  void aPausedServerCanBeClosed() {
    var server = RedisServer.start();
    server.pause();

    server.close();

    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void closingRemovesItsDataAndMayBeDoneTwice() {
    var server = RedisServer.with().appendOnly(AppendSync.ALWAYS).start();
    var folder = Path.of(server.command("CONFIG", "GET", "dir").texts().getLast());
    assertThat(folder).isDirectory();

    server.close();
    server.close();

    assertThat(folder).doesNotExist();
  }

  @Test
  void theProcessorTimeThatItUsedGrows() {
    long before = shared.cpuMicros();
    shared.command("EVAL", "local x = 0 for i = 1, 5000000 do x = x + i end return x", "0");

    assertThat(shared.cpuMicros()).isGreaterThan(before);
  }

  @Test
  void aServerWithAPasswordAsksForIt() throws Exception {
    try (var server = RedisServer.with().password("se:cr@et").start();
        var stranger =
            RespClient.connect(server.port(), TlsAuthority.NONE, Duration.ofSeconds(10))) {
      assertThatThrownBy(() -> stranger.call("PING")).hasMessageStartingWith("NOAUTH");
      assertThat(server.command("PING").text()).isEqualTo("PONG");
      assertThat(server.uri()).isEqualTo("redis://:se%3Acr%40et@127.0.0.1:" + server.port());
    }
  }

  @Test
  void debugCommandsNeedTheWishForThem() {
    try (var server = RedisServer.with().enableDebug().start()) {
      assertThat(server.command("DEBUG", "SLEEP", "0").text()).isEqualTo("OK");
      assertThatThrownBy(() -> shared.command("DEBUG", "SLEEP", "0"))
          .isInstanceOf(ErrorReply.class);
    }
  }

  @Test
  void aSettingReachesTheServer() {
    try (var server = RedisServer.with().setting("maxmemory", "12345678").start()) {
      assertThat(server.command("CONFIG", "GET", "maxmemory").texts()).last().isEqualTo("12345678");
    }
  }

  @Test
  void aSettingThatTheServerRefusesIsToldWithItsLog() {
    var wishes = RedisServer.with().setting("no-such-setting", "1");

    assertThatIllegalStateException()
        .isThrownBy(wishes::start)
        .withMessageContaining("no-such-setting");
  }

  @Test
  void aSettingCannotBringAnotherLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisServer.with().setting("maxmemory", "1\nport 1"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisServer.with().setting("maxmemory\n", "1"));
  }

  @Test
  void aReplicaHasWhatItsPrimaryHas() {
    try (var primary = RedisServer.with().password("pw").start()) {
      primary.command("SET", "k", "v");

      try (var replica = RedisServer.with().password("pw").replicaOf(primary).start()) {
        assertThat(replica.command("GET", "k").text()).isEqualTo("v");
        primary.command("SET", "k", "w");
        Await.until(() -> replica.command("GET", "k").text().equals("w"), () -> "the new value");
      }
    }
  }

  private static byte[] utf8(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }
}

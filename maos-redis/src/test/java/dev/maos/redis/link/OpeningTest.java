package dev.maos.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.TimeSource;
import dev.maos.message.Durability;
import dev.maos.redis.link.LinkException.Effect;
import dev.maos.testkit.redis.AppendSync;
import dev.maos.testkit.redis.RedisServer;
import dev.maos.testkit.redis.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
  private static RedisServer plain;

  @BeforeAll
  static void start() {
    plain = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    plain.close();
  }

  @Test
  void aServerThatIsAsItShouldBeIsOpened() {
    try (var link = open(plain.uri())) {
      assertThat(link.facts().version()).isEqualTo("7.0.15");
      assertThat(link.facts().isMaster()).isTrue();
      assertThat(link.facts().runId()).hasSize(40);
      assertThat(link.facts().replicationId()).hasSize(40);
      assertThat(link.facts().durability()).isEqualTo(Durability.of(Durability.Level.MEMORY));
      assertThat(link.state().phase()).isEqualTo(LinkState.Phase.CONNECTED);
      assertThat(link.sharded()).isFalse();
      assertThat(link.sockets()).isEqualTo(4);
    }
  }

  @Test
  void nobodyThereIsUnreachable() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    var refusal = refusal("redis://127.0.0.1:" + port);

    assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_UNREACHABLE);
    assertThat(refusal).hasMessageContaining("127.0.0.1:" + port + ": Connection refused");
  }

  @Test
  void anUnknownHostIsUnreachable() {
    var refusal = refusal("redis://no-such-host.invalid");

    assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_UNREACHABLE);
    assertThat(refusal).hasMessageContaining("no-such-host.invalid:6379");
  }

  @Test
  void aServerThatNeverAnswersIsUnreachable() throws IOException {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var refusal = refusal("redis://127.0.0.1:" + silent.getLocalPort() + "?timeout=200ms");

      assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_UNREACHABLE);
    }
  }

  @Test
  void aWrongPasswordIsRefusedWithoutRepeatingIt() {
    try (var server = RedisServer.with().password("right").start()) {
      var refusal = refusal("redis://:hunter2@127.0.0.1:" + server.port());

      assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_AUTH);
      assertThat(refusal).hasMessageNotContaining("hunter2");
      assertThat(refusal.effect()).isEqualTo(Effect.REFUSED);
    }
  }

  @Test
  void noPasswordWhereOneIsNeededIsRefused() {
    try (var server = RedisServer.with().password("right").start()) {
      assertThat(refusal("redis://127.0.0.1:" + server.port()).code())
          .isEqualTo(ErrorCode.REDIS_AUTH);
    }
  }

  @Test
  void aUserWithoutTheRightsIsToldWhichIsMissing() {
    plain.command("ACL", "SETUSER", "weak", "on", ">pw", "~*", "&*", "+ping", "+auth", "+client");

    var refusal = refusal("redis://weak:pw@127.0.0.1:" + plain.port());

    assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_NOPERM);
    assertThat(refusal).hasMessageContaining("'info'");
  }

  @Test
  void aUserWhoMayNotCallFunctionsIsToldAllThatIsMissing() {
    plain.command(
        "ACL", "SETUSER", "reader", "on", ">pw", "~*", "&*", "+@all", "-fcall", "-function|load");

    var refusal = refusal("redis://reader:pw@127.0.0.1:" + plain.port());

    assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_NOPERM);
    assertThat(refusal).hasMessageContaining("+fcall +function|load");
  }

  @Test
  void aUserWhoMayCallButNotLoadGetsIn() {
    plain.command("ACL", "SETUSER", "caller", "on", ">pw", "~*", "&*", "+@all", "-function|load");

    try (var link = open("redis://caller:pw@127.0.0.1:" + plain.port())) {
      assertThat(link.state().phase()).isEqualTo(LinkState.Phase.CONNECTED);
    }
  }

  @Test
  void aUserWhoMayNotReadSettingsGetsIn() {
    plain.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "&*", "+@all", "-config");

    try (var link = open("redis://app:pw@127.0.0.1:" + plain.port())) {
      assertThat(link.facts().configForbidden()).isTrue();
    }
  }

  @Test
  void anOldServerIsRefused() throws IOException {
    try (var old = OldServer.start("5.0.14")) {
      var refusal = refusal("redis://127.0.0.1:" + old.port());

      assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_VERSION);
      assertThat(refusal).hasMessageContaining("Redis 5.0.14; expected 7.0 or later");
    }
  }

  @Test
  void aReplicaIsRefused() {
    try (var replica = RedisServer.with().replicaOf(plain).start()) {
      assertThat(refusal(replica.uri()).code()).isEqualTo(ErrorCode.REDIS_READONLY);
    }
  }

  @Test
  void aServerThatWouldEvictIsRefusedWithTheFix() {
    try (var server =
        RedisServer.with()
            .setting("maxmemory", "100mb")
            .setting("maxmemory-policy", "allkeys-lru")
            .start()) {
      var refusal = refusal(server.uri());

      assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_UNSAFE_CONFIG);
      assertThat(refusal)
          .hasMessageContaining("maxmemory-policy is allkeys-lru; expected noeviction")
          .hasMessageContaining("CONFIG SET maxmemory-policy noeviction");
    }
  }

  @Test
  void anEvictingPolicyWithoutALimitIsHarmless() {
    try (var server = RedisServer.with().setting("maxmemory-policy", "allkeys-lru").start();
        var link = open(server.uri())) {
      assertThat(link.facts().mayEvict()).isFalse();
    }
  }

  @Test
  void durabilityThatTheServerDoesNotGiveIsRefused() {
    var refusal = refusal(plain.uri() + "?durability=disk");

    assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_UNSAFE_CONFIG);
    assertThat(refusal).hasMessageContaining("appendonly is no; expected yes for durability=disk");
  }

  @Test
  void diskIsRefusedWhereWritesAreSyncedOnceASecond() {
    try (var server = RedisServer.with().appendOnly(AppendSync.EVERY_SECOND).start()) {
      var refusal = refusal(server.uri() + "?durability=disk");

      assertThat(refusal.code()).isEqualTo(ErrorCode.REDIS_UNSAFE_CONFIG);
      assertThat(refusal).hasMessageContaining("appendfsync is everysec; expected always");
      try (var link = open(server.uri() + "?durability=process")) {
        assertThat(link.facts().durability()).isEqualTo(Durability.of(Durability.Level.PROCESS));
      }
    }
  }

  @Test
  void diskIsGivenWhereEachWriteIsSynced() {
    try (var server = RedisServer.with().appendOnly(AppendSync.ALWAYS).start();
        var link = open(server.uri() + "?durability=disk")) {
      assertThat(link.facts().durability()).isEqualTo(Durability.of(Durability.Level.DISK));
    }
  }

  @Test
  void tlsTrustsOnlyTheGivenCertificates(@TempDir Path folder) {
    var certificate = TestCertificate.create(folder);
    try (var server = RedisServer.with().tls(certificate).start()) {
      var uri = "rediss://127.0.0.1:" + server.port();
      try (var link = open(uri + "?ca=" + certificate.file())) {
        assertThat(link.facts().isMaster()).isTrue();
      }
      assertThat(refusal(uri).code()).isEqualTo(ErrorCode.REDIS_UNREACHABLE);
    }
  }

  @Test
  void aFileOfCertificatesThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> open("rediss://127.0.0.1?ca=/no/such.pem"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("ca \"/no/such.pem\"");
  }

  @Test
  void aRefusedServerLeavesNothingOpen() throws InterruptedException {
    refusal(plain.uri() + "?durability=disk");

    assertThat(LinkThreads.alive()).isEmpty();
  }

  private static RedisLink open(String uri) {
    return RedisLink.open(RedisUri.parse(uri), TimeSource.system());
  }

  private static LinkException refusal(String uri) {
    var refusal = catchThrowableOfType(LinkException.class, () -> open(uri).close());
    assertThat(refusal).as("refusal of " + uri).isNotNull();
    return refusal;
  }
}

package dev.maos.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTlsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void aServerWithACertificateSpeaksTlsOnly() {
    try (var server = RedisServer.with().tls(TestCertificate.create(folder)).start()) {
      assertThat(server.command("PING").text()).isEqualTo("PONG");
      assertThat(server.uri()).startsWith("rediss://127.0.0.1:" + server.port() + "?ca=");
      assertThatThrownBy(() -> ping(server, TlsAuthority.NONE)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aClientThatTrustsAnotherCertificateIsNotConnected(@TempDir Path elsewhere) {
    var other = TestCertificate.create(elsewhere);

    try (var server = RedisServer.with().tls(TestCertificate.create(folder)).start()) {
      var stranger = new TlsAuthority(other.file());

      assertThatThrownBy(() -> ping(server, stranger)).isInstanceOf(SSLException.class);
    }
  }

  private static void ping(RedisServer server, TlsAuthority authority) throws IOException {
    try (var client = RespClient.connect(server.port(), authority, PATIENCE)) {
      client.call("PING");
    }
  }
}

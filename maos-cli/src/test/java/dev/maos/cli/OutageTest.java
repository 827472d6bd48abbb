package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.testkit.redis.AppendSync;
import dev.maos.testkit.redis.RedisServer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reading whose server goes away and comes back. */
class OutageTest {
  private static final int PATIENCE_SECONDS = 120;

  // With its data on disk, so that an acknowledgement on its way finds what it is for.
  @AutoClose
  private final RedisServer redis = RedisServer.with().appendOnly(AppendSync.EVERY_SECOND).start();

  @Test
  @Timeout(PATIENCE_SECONDS)
  void theReadingSaysOnceThatTheServerIsGoneAndOnceThatItIsBack() throws Exception {
    var process = CommandProcess.of(Main.class, url(), "sub", "--as", "store").start();
    try (var out = process.inputReader();
        var err = process.errorReader()) {
      publish("1");
      assertThat(out.readLine()).contains("\"payload\":1");
      redis.kill();
      assertThat(err.readLine()).startsWith("maos: waiting for the server: Redis is ");
      redis.restart();
      assertThat(err.readLine()).isEqualTo("maos: the server is back");

      publish("2");

      assertThat(out.readLine()).contains("\"payload\":2");
      process.toHandle().destroy();
      assertThat(err.lines()).containsExactly("2 messages");
      assertThat(out.lines()).isEmpty();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private void publish(String payload) throws IOException {
    var terminal = TestTerminal.plain(url());
    int code = terminal.run("pub", "--from", "shop", "--to", "store", "--topic", "orders", payload);
    assertThat(code).as(terminal.err()).isZero();
  }

  private Map<String, String> url() {
    return Map.of("MAOS_URL", redis.uri());
  }
}

package dev.maos.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

/** Writes that a replica has too. */
final class Replicated {
  private Replicated() {}

  /** Sets a value and returns when one replica has it. */
  static void set(RedisServer primary, String key, String value) throws IOException {
    // On one connection: the server waits for what came on the same one.
    try (var client = primary.connect(Duration.ofSeconds(20))) {
      client.call("SET", key, value);
      assertThat(client.call("WAIT", "1", "10000").number()).isOne();
    }
  }
}

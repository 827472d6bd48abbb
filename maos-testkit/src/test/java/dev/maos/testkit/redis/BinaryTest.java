package dev.maos.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinaryTest {
  @Test
  void theProgramIsNamedAfterTheSystemAndItsProcessor() {
    assertThat(Binary.resource("Linux", "amd64")).isEqualTo("redis-server-7.0.15-linux-amd64");
    assertThat(Binary.resource("Linux", "aarch64")).isEqualTo("redis-server-7.0.15-linux-arm64");
    assertThat(Binary.resource("Linux", "i386")).isEqualTo("redis-server-7.0.15-linux-386");
    assertThat(Binary.resource("Mac OS X", "x86_64")).isEqualTo("redis-server-7.0.15-darwin-amd64");
    assertThat(Binary.resource("Mac OS X", "aarch64"))
        .isEqualTo("redis-server-7.0.15-darwin-arm64");
  }

  @Test
  void theProgramIsThereAndCanBeRun() {
    assertThat(Binary.path()).isExecutable();
  }
}

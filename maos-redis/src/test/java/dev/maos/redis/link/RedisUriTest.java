package dev.maos.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.message.Durability;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUriTest {

  @Test
  void aHostIsEnough() {
    var uri = RedisUri.parse("redis://localhost");

    assertThat(uri.topology()).isEqualTo(Topology.SINGLE);
    assertThat(uri.addresses()).containsExactly(new Address("localhost", 6379));
    assertThat(uri.tls()).isFalse();
    assertThat(uri.login()).isEqualTo(new Login("", ""));
    assertThat(uri.database()).isZero();
    assertThat(uri.namespace()).isEqualTo("maos");
    assertThat(uri.durability()).isEqualTo(Durability.Level.MEMORY);
    assertThat(uri.replicas()).isZero();
    assertThat(uri.timeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void everythingCanBeSaid() {
    var uri =
        RedisUri.parse(
            URI.create(
                "rediss://ann:s%40cret+%3F@cache.example:7000/3?namespace=shop-1&durability=disk"
                    + "&replicas=2&timeout=150ms&ca=/etc/ca.pem"));

    assertThat(uri.tls()).isTrue();
    assertThat(uri.login()).isEqualTo(new Login("ann", "s@cret+?"));
    assertThat(uri.addresses()).containsExactly(new Address("cache.example", 7000));
    assertThat(uri.database()).isEqualTo(3);
    assertThat(uri.namespace()).isEqualTo("shop-1");
    assertThat(uri.durability()).isEqualTo(Durability.Level.DISK);
    assertThat(uri.replicas()).isEqualTo(2);
    assertThat(uri.timeout()).isEqualTo(Duration.ofMillis(150));
    assertThat(uri.ca()).isEqualTo("/etc/ca.pem");
  }

  @Test
  void sentinelsHaveAMasterAndTheirOwnPort() {
    var uri = RedisUri.parse("redis-sentinel://:pw@a,b:5000/1?master=main");

    assertThat(uri.topology()).isEqualTo(Topology.SENTINEL);
    assertThat(uri.addresses()).isEqualTo(List.of(new Address("a", 26379), new Address("b", 5000)));
    assertThat(uri.master()).isEqualTo("main");
    assertThat(uri.login().password()).isEqualTo("pw");
  }

  @Test
  void aClusterHasSeveralNodes() {
    var uri = RedisUri.parse("redis-cluster://a:1,[::1]:2,c");

    assertThat(uri.topology()).isEqualTo(Topology.CLUSTER);
    assertThat(uri.place()).isEqualTo("a:1,[::1]:2,c:6379");
  }

  @Test
  void itsTextMasksThePassword() {
    var uri = RedisUri.parse("redis-sentinel://ann:hunter2@a:1/2?master=main");

    assertThat(uri).hasToString("redis-sentinel://ann:***@a:1/2?namespace=maos&master=main");
    assertThat(uri.login().toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://x",
        "redis:",
        "redis://",
        "redis://:pw@h:70000",
        "redis://:pw@h:0",
        "redis://:pw@h:",
        "redis://:pw@h:12a",
        "redis://:pw@h/16",
        "redis://:pw@h/x",
        "redis://:pw@:6379",
        "redis://pw@h",
        "redis://user:@h",
        "redis://:%zz@h",
        "redis://a,b",
        "redis://a b",
        "redis://h?namespace=",
        "redis://h?namespace=a%20b",
        "redis://h?namespace=123456789012345678901234567890123",
        "redis://h?namespace=a&namespace=b",
        "redis://h?durability=replicated",
        "redis://h?replicas=6",
        "redis://h?replicas=-1",
        "redis://h?timeout=2",
        "redis://h?timeout=99ms",
        "redis://h?timeout=61s",
        "redis://h?verify=no",
        "redis://h?ca=/x",
        "redis://h?master=m",
        "redis-sentinel://h",
        "redis-cluster://h/1",
        "http://user:hunter2@x?pw"
      })
  void whatIsNotAllowedIsRefused(String text) {
    var refusal = catchThrowableOfType(InvalidInputException.class, () -> RedisUri.parse(text));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REDIS_URL);
    assertThat(refusal.allowed()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ann:hunter2@h",
        "redis://ann:hunter2@h:70000",
        "redis://hunter2@h",
        "hunter2@h",
        "redis://ann:hunter2@h?password=x",
        "redis://ann:%zzhunter2@h",
        "redis://ann:hunter2@h?replicas=9"
      })
  void noRefusalRepeatsThePassword(String text) {
    assertThatThrownBy(() -> RedisUri.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource({"namespac,namespace", "duribility,durability", "replica,replicas", "time,timeout"})
  void aMisspeltOptionIsRefusedWithTheLikelyOne(String written, String meant) {
    assertThatThrownBy(() -> RedisUri.parse("redis://h?" + written + "=1"))
        .hasMessageContaining("option \"" + written + "\"")
        .hasMessageContaining("did you mean " + meant + "?");
  }
}

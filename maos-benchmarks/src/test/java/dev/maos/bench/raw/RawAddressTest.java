package dev.maos.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawAddressTest {
  @Test
  void whatIsLeftOutHasADefault() {
    assertThat(RawAddress.of("redis://example")).contains(new RawAddress("example", 6379, "", 0));
  }

  @Test
  void everyPartIsReadAndOptionsAreLeftToOthers() {
    var address = RawAddress.of("redis://me:p%40ss+@10.0.0.1:7000/3?namespace=a").orElseThrow();

    assertThat(address.host()).isEqualTo("10.0.0.1");
    assertThat(address.port()).isEqualTo(7000);
    assertThat(address.database()).isEqualTo(3);
    assertThat(address.credentials()).containsExactly("me", "p@ss+");
  }

  @Test
  void aPasswordNeedsNoUser() {
    assertThat(RawAddress.of("redis://:secret@host").orElseThrow().credentials())
        .containsExactly("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory:", "rediss://host", "redis-sentinel://a,b?master=m", "", "host"})
  void otherBackendsHaveNoBareClient(String url) {
    assertThat(RawAddress.of(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://",
        "redis://:secret@host:70000",
        "redis://:secret@host:0",
        "redis://:secret@",
        "redis://:secret@host/x",
        "redis://:secret@ho st"
      })
  void anAddressThatCannotBeIsRefusedWithItsForm(String url) {
    assertThatThrownBy(() -> RawAddress.of(url))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("redis://[user[:password]@]host[:port][/db]")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aPasswordIsNotShown() {
    assertThat(RawAddress.of("redis://me:secret@host").orElseThrow()).hasToString("host:6379");
  }
}

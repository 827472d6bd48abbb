package dev.maos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BusBenchOptionsTest {
  private static final BusBenchOptions DEFAULTS = BusBenchOptions.defaults();

  @ParameterizedTest
  @EnumSource
  void aScenarioIsFoundByItsId(Scenario scenario) {
    assertThat(Scenario.of(scenario.id())).isEqualTo(scenario);
  }

  @Test
  void anUnknownScenarioIsRefusedWithTheNamesThatExist() {
    assertThatThrownBy(() -> Scenario.of("fastest"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("scenario", "fastest", "at-most-once", "envelope");
  }

  @Test
  void theDefaultsRunEveryScenario() {
    assertThat(DEFAULTS.scenarios()).containsExactly(Scenario.values());
  }

  @Test
  void everySettingOutOfItsRangeIsRefusedByItsName() {
    refused("scenarios", () -> DEFAULTS.scenarios(List.of()));
    refused("rounds", () -> DEFAULTS.rounds(0));
    refused("round", () -> DEFAULTS.round(Duration.ZERO));
    refused("warmUp", () -> DEFAULTS.warmUp(Duration.ofSeconds(-1)));
    refused("payloadBytes", () -> DEFAULTS.payloadBytes(23));
    refused("latencyRates", () -> DEFAULTS.latencyRates(List.of()));
    refused("latencyRates", () -> DEFAULTS.latencyRates(List.of(10_000, 0)));
    refused("callers", () -> DEFAULTS.callers(0));
    refused("agents", () -> DEFAULTS.agents(0));
    refused("messagesPerAgent", () -> DEFAULTS.messagesPerAgent(0));
  }

  private static void refused(String setting, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_SETTING);
              assertThat(refusal.field()).isEqualTo(setting);
            });
  }
}

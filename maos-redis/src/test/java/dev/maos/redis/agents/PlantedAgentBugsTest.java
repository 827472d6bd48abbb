package dev.maos.redis.agents;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that accept any registry prove nothing: each of these bugs has to be caught. */
@Timeout(60)
class PlantedAgentBugsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void itIsCaught(PlantedAgentBug bug) {
    // By the rule that it breaks, and not because the server takes no such text.
    assertThatThrownBy(() -> check(bug, bug::plantedIn)).isInstanceOf(AssertionError.class);
  }

  /** Else it might be something else that is caught. */
  @ParameterizedTest(name = "not {0}")
  @MethodSource("bugs")
  void theSameRuleHoldsWithoutTheBug(PlantedAgentBug bug) throws Exception {
    check(bug, UnaryOperator.identity());
  }

  static List<PlantedAgentBug> bugs() {
    return PlantedAgentBugs.ALL;
  }

  private static void check(PlantedAgentBug bug, UnaryOperator<String> change) throws Exception {
    try (var site = new AgentSite(AgentLibrary.patched(change))) {
      site.stopClock();
      bug.rule().check(site);
    }
  }
}

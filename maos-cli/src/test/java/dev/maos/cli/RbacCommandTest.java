package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RbacCommandTest {
  private static final String POLICY =
      """
      {"roles": {"sender": {"allow": {"publish": ["tasks.>"]}, "deny": {"publish": ["tasks.secret"]}},
                 "boss": {"inherits": ["sender"]}},
       "agents": {"planner": ["boss"]}}
      """;

  @TempDir private Path folder;
  private TestTerminal terminal = TestTerminal.plain(Map.of());

  private int explain(String policy, String... question) throws Exception {
    terminal = TestTerminal.plain(Map.of());
    var file = Files.writeString(folder.resolve("access.json"), policy);
    var args = new String[3 + question.length];
    args[0] = "rbac";
    args[1] = "explain";
    args[2] = file.toString();
    System.arraycopy(question, 0, args, 3, question.length);
    return terminal.run(args);
  }

  @Test
  void rightsOnTopicsOfTheLayerCanBeAskedFor() throws Exception {
    var policy =
        """
        {"roles": {"voter": {"allow": {"consensus.vote": ["_maos.votes.>"]}}},
         "agents": {"planner": ["voter"]}}
        """;

    assertThat(explain(policy, "planner", "consensus.vote", "_maos.votes.ballots")).isZero();
    assertThat(explain(policy, "planner", "publish", "_maos.votes.results"))
        .isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void theRuleAndTheWayToItAreTold() throws Exception {
    assertThat(explain(POLICY, "planner", "publish", "tasks.review")).isZero();
    assertThat(terminal.out().strip())
        .isEqualTo("allowed: role boss > sender allows publish on tasks.>");

    assertThat(explain(POLICY, "planner", "publish", "tasks.secret")).isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.out().strip())
        .isEqualTo("denied: role boss > sender denies publish on tasks.secret");

    assertThat(explain(POLICY, "worker", "consume", "tasks.review", "--json"))
        .isEqualTo(ExitCode.FAILURE);
    var answer = Payload.json(terminal.out()).as(Map.class);
    assertThat(answer.get("allowed")).isEqualTo(false);
    assertThat(answer.get("why")).isEqualTo("it has no role");
  }

  @Test
  void whatCannotBeUnderstoodIsNamed() throws Exception {
    assertThat(explain("{\"rolls\": {}}", "planner", "publish", "tasks")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).startsWith("maos: INVALID_RBAC:").contains("rolls");
    assertThat(explain(POLICY, "planner", "shout", "tasks")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("shout", "publish");
    assertThat(explain(POLICY, "planner", "publish", "tasks.>")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aPolicyThatIsTooLargeIsRefused() throws Exception {
    int code = explain(" ".repeat(4 * 1024 * 1024 + 1), "planner", "publish", "tasks");

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .startsWith("maos: INVALID_USAGE: POLICY ")
        .contains("a file of at most 4194304 bytes");
  }

  @Test
  void aPolicyThatIsNotThereIsSaidToBeSo() {
    int code = terminal.run("rbac", "explain", "none.json", "planner", "publish", "tasks");

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.err()).startsWith("maos: 'none.json' does not exist");
  }
}

package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import dev.maos.message.MessageBus;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentRegistry;
import dev.maos.registry.AgentStatus;
import dev.maos.registry.Registration;
import dev.maos.registry.RegistryOptions;
import dev.maos.registry.Surroundings;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentsCommandTest {
  @AutoClose private final TestHost host = TestHost.open();

  private Registration register(String id, String java) {
    var agent =
        AgentDescriptor.of(id).type("reviewer").able("java-review", java).capacity(2).tagged("eu");
    return host.registry().register(agent.build());
  }

  @Test
  void allAgentsAreListedInOrder() {
    register("bob", "17");
    register("ann", "11").status(AgentStatus.BUSY);

    int code = host.run("agents", "ls");

    assertThat(code).isZero();
    assertThat(host.outLines())
        .containsExactly(
            "AGENT  TYPE      STATUS  LIVENESS  LOAD  CAPACITY  ABLE",
            "ann    reviewer  BUSY    ALIVE     0%           2  java-review 11.0.0",
            "bob    reviewer  ACTIVE  ALIVE     0%           2  java-review 17.0.0");
  }

  @Test
  void onlyThoseWhoAreMeantAreListed() {
    register("ann", "11");
    register("bob", "17");

    host.run("agents", "ls", "--able", "java-review>=17", "--json");
    assertThat(host.objects()).extracting(agent -> agent.get("agent")).containsExactly("bob");

    host.run("agents", "ls", "--tag", "eu", "--liveness", "gone", "--json");
    assertThat(host.out()).isEmpty();
  }

  @Test
  void eachAgentIsAnObjectForPrograms() {
    var ann = register("ann", "11");

    host.run("agents", "ls", "--json");

    assertThat(host.objects())
        .singleElement()
        .satisfies(agent ->
            assertThat(agent)
                .containsEntry("agent", "ann")
                .containsEntry("liveness", "ALIVE")
                .containsEntry("status", "ACTIVE")
                .containsEntry("capacity", 2)
                .containsEntry("incarnation", (int) ann.incarnation()));
  }

  @Test
  void oneAgentIsShown() {
    register("ann", "11");

    int code = host.run("agents", "show", "ann");

    assertThat(code).isZero();
    assertThat(host.outLines())
        .contains("agent        ann", "liveness     ALIVE", "capabilities java-review 11.0.0");
  }

  @Test
  void itsCardIsShownForOthers() {
    register("ann", "11");

    host.run("agents", "show", "ann", "--card");

    assertThat(host.objects().getFirst()).containsEntry("name", "ann").containsKey("skills");
  }

  @Test
  void anAgentThatIsNotThereIsAFailureAndASuggestion() {
    register("store", "11");

    int code = host.run("agents", "show", "sotre");

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(host.err().strip()).isEqualTo("maos: there is no agent sotre; did you mean store?");
  }

  @Test
  void whoCouldDoAJobIsFound() {
    register("ann", "11");
    register("bob", "17");
    register("cyd", "21").drain();

    int code = host.run("agents", "find", "java-review>=17");

    assertThat(code).isZero();
    assertThat(host.outLines()).containsExactly("bob");
  }

  @Test
  void theOneWithTheLeastWorkIsPicked() {
    works(register("ann", "17"), 0.75);
    works(register("bob", "17"), 0.25);

    host.run("agents", "find", "java-review", "--least-loaded");

    assertThat(host.outLines()).containsExactly("bob");
  }

  @Test
  void ifNobodyCouldItIsAFailure() {
    register("ann", "11");

    int code = host.run("agents", "find", "sql");

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(host.out()).isEmpty();
    assertThat(host.err().strip()).isEqualTo("maos: nobody could do that now");
  }

  @Test
  void lookingRegistersNobodyAndEndsNobody() {
    register("ann", "11");

    host.run("agents", "ls");

    assertThat(host.registry().counts().agents()).isEqualTo(1);
  }

  @Test
  void whoIsThereAnswersAProbe() {
    register("ann", "11");

    int code = host.run("agents", "probe", "ann", "--json");

    assertThat(code).isZero();
    assertThat(host.objects())
        .singleElement()
        .satisfies(probe ->
            assertThat(probe)
                .containsEntry("agent", "ann")
                .containsEntry("answer", "HERE")
                .containsKey("roundTripMicros"));
  }

  @Test
  void allWhoMatchAreAskedAndWhoseHostIsSilentIsAFailure() throws Exception {
    register("ann", "11");
    try (var silent = withoutAnAnswer()) {
      silent.register(AgentDescriptor.of("bob").type("reviewer").build());

      int code = host.run("agents", "probe", "--type", "reviewer", "--timeout", "100ms");

      assertThat(code).isEqualTo(ExitCode.FAILURE);
      assertThat(host.outLines()).hasSize(3);
      assertThat(host.outLines().get(1)).matches("ann +HERE +[0-9.]+ ms");
      assertThat(host.outLines().get(2)).matches("bob +SILENT +-");
    }
  }

  /** Another process, whose agents are registered and which answers no probe. */
  private AgentRegistry withoutAnAnswer() {
    return new AgentRegistry(
        host::agents,
        RegistryOptions.defaults(),
        Surroundings.none(),
        TimeSource.system(),
        MessageBus.freshRandom());
  }

  @Test
  void aProbeOfSomebodyWhoIsNotRegisteredSaysSo() {
    int code = host.run("agents", "probe", "nobody");

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(host.err()).contains("nobody has registered it");
  }

  @Test
  void toAskNobodyIsAFailure() {
    int code = host.run("agents", "probe", "--type", "reviewer");

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(host.err().strip()).isEqualTo("maos: there is nobody to ask");
  }

  @Test
  void whoIsThereAndWhatHappensIsPrintedUntilItIsEnough() throws Exception {
    var ann = register("ann", "11");
    host.run("agents", "watch", "--count", "1", "--json");
    var cursor = Objects.requireNonNull(host.objects().getFirst().get("cursor")).toString();

    var watching = start(() -> host.run("agents", "watch", "--from", cursor, "--count", "2"));
    ann.status(AgentStatus.BUSY);
    ann.leave("the day is over");

    assertThat(watching.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(host.outLines()).hasSize(2);
    assertThat(host.outLines().getFirst()).startsWith("CHANGED  ann");
    assertThat(host.outLines().getLast()).isEqualTo("LEFT     ann  (the day is over)");
  }

  @Test
  void lessThanWasWantedInTimeIsAFailure() {
    register("ann", "11");

    int code = host.run("agents", "watch", "--count", "2", "--timeout", "10ms");

    assertThat(code).isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void aCountBelowOneIsRefused() {
    int code = host.run("agents", "watch", "--count", "0");

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(host.err()).contains("--count \"0\" is not allowed; expected 1 or more");
  }

  /** A load is written within moments, a status at once and with the load. */
  private static void works(Registration agent, double load) {
    agent.load(load);
    agent.status(AgentStatus.BUSY);
  }

  private static <T> FutureTask<T> start(Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }
}

package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.registry.AgentDescriptor;
import dev.maos.testkit.redis.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The commands over a real server, each with a connection of its own, as processes have. */
class CommandsOverRedisTest {
  private static final String EXPIRED = "reason=EXPIRED";

  @AutoClose private final RedisServer redis = RedisServer.start();

  @Test
  void aMessageGoesFromOneCommandToAnother() {
    run(0, "pub", "--from", "shop", "--to", "store", "--topic", "orders", "{\"item\":\"lamp\"}");

    assertThat(run(0, "queue", "show", "inbox:store", "--json")).contains("\"ready\":1");
    assertThat(run(0, "sub", "--as", "store", "--count", "1", "--timeout", "30s", "--forget"))
        .contains("\"payload\":{\"item\":\"lamp\"}", "\"queue\":\"inbox:store\",\"attempt\":1}");
    assertThat(run(0, "queue", "show", "inbox:store", "--json")).contains("\"ready\":0");
  }

  @Test
  void deadLettersAreFoundSentBackAndDeleted() {
    run(
        0, "pub", "--from", "shop", "--to", "store", "--topic", "orders", "--ttl", "1ms", "--count",
        "3", "late");
    run(0, "queue", "sweep");

    assertThat(run(0, "dlq", "ls", "inbox:store", "--json").lines())
        .hasSize(3)
        .allMatch(line -> line.contains("\"reason\":\"EXPIRED\""));
    assertThat(run(0, "dlq", "redrive", "inbox:store", "--where", EXPIRED)).startsWith("3 dead");
    run(0, "queue", "sweep");
    assertThat(run(0, "dlq", "purge", "inbox:store", "--all", "--yes")).startsWith("3 dead");
    assertThat(run(0, "dlq", "ls", "inbox:store", "--json")).isEmpty();
  }

  @Test
  void whoIsRegisteredInOneProcessIsSeenByTheCommandsOfAnother() {
    try (var maos = Maos.open(redis.uri())) {
      var ann = maos.registry().register(AgentDescriptor.of("ann").able("sql").build());

      assertThat(run(0, "agents", "ls", "--json")).contains("\"agent\":\"ann\"");
      assertThat(run(0, "agents", "find", "sql").strip()).isEqualTo("ann");
      assertThat(run(0, "agents", "watch", "--count", "1")).startsWith("ADDED    ann");

      ann.close();
      run(1, "agents", "show", "ann");
    }
  }

  @Test
  void theDoctorExaminesTheServer() {
    assertThat(run(0, "doctor")).contains("version", "maxmemory-policy", " 0 bad");

    redis.command("CONFIG", "SET", "maxmemory", "100mb");
    redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");

    assertThat(run(1, "doctor")).contains("✗  maxmemory-policy", "allkeys-lru");
  }

  @Test
  void aServerThatIsGoneIsAFailureInOneLine() {
    var nowhere = TestTerminal.plain(Map.of("MAOS_URL", redis.uri()));
    redis.close();

    int code = nowhere.run("queue", "ls");

    assertThat(code).isEqualTo(1);
    assertThat(nowhere.errLines()).singleElement().asString().startsWith("maos: REDIS_UNREACHABLE");
  }

  /** What a command prints, if it ends with this code. */
  private String run(int expected, String... words) {
    var terminal = TestTerminal.plain(Map.of("MAOS_URL", redis.uri()));
    int code = terminal.run(words);
    assertThat(code).as(terminal.err()).isEqualTo(expected);
    return terminal.out();
  }
}

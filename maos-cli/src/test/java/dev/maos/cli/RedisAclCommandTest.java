package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.testkit.redis.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisAclCommandTest {
  private TestTerminal terminal = TestTerminal.plain(Map.of());

  private int run(String... args) {
    terminal = TestTerminal.plain(Map.of());
    return terminal.run(args);
  }

  @Test
  void theLinesAreThoseOfTheGuide() throws Exception {
    assertThat(run("redis-acl", "app", "events")).isZero();

    assertThat(terminal.out().lines()).hasSize(2);
    assertThat(Files.readString(Path.of("../docs/redis.md"))).contains(terminal.out());
  }

  @Test
  void aUserOfThoseLinesSendsAndReceivesAndDoesNothingElse() throws Exception {
    run("redis-acl", "agent", "--user", "ann", "--namespace", "shop");
    try (var server = RedisServer.start()) {
      var url = "redis://127.0.0.1:" + server.port() + "?namespace=shop&timeout=20s";
      // Somebody else has loaded the functions.
      Maos.open(url).close();
      server.command(terminal.out().strip().replace(">PASSWORD", ">pw").split(" "));
      var ann = AgentId.of("ann");
      try (var maos = Maos.open(url.replace("//", "//ann:pw@"))) {
        try (var receiver = maos.bus().receiver(ann, TopicPattern.of("tasks"))) {
          maos.bus().publish(Message.from(ann).to(ann).on("tasks").command(Payload.text("hi")));
          assertThat(receiver.receive(Duration.ofSeconds(10))).isPresent();
        }
      }
      assertThat(server.command("ACL", "DRYRUN", "ann", "GET", "maos:{shop}:x").text())
          .contains("no permissions");
      assertThat(server.command("ACL", "DRYRUN", "ann", "HGET", "maos:{other}:x", "y").text())
          .contains("no permissions");
      assertThat(server.command("ACL", "DRYRUN", "ann", "FLUSHALL").text())
          .contains("no permissions");
    }
  }

  @Test
  void programsReadOneObjectALine() {
    assertThat(run("redis-acl", "agent", "--json")).isZero();

    var line = Payload.json(terminal.out()).as(Map.class);
    assertThat(line.get("role")).isEqualTo("agent");
    assertThat(String.valueOf(line.get("line"))).startsWith("ACL SETUSER app reset on >PASSWORD ");
  }

  @Test
  void whatWouldBeSomethingElseToRedisIsRefused() {
    assertThat(run("redis-acl", "boss")).isEqualTo(ExitCode.USAGE);
    assertThat(run("redis-acl", "app", "--user", "a b")).isEqualTo(ExitCode.USAGE);
    assertThat(run("redis-acl", "app", "--namespace", "a}*")).isEqualTo(ExitCode.USAGE);
    assertThat(run("redis-acl")).isEqualTo(ExitCode.USAGE);
  }
}

package dev.maos.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.backend.Finding;
import dev.maos.backend.Finding.Severity;
import dev.maos.base.TimeSource;
import dev.maos.testkit.redis.AppendSync;
import dev.maos.testkit.redis.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {

  @Test
  void aGoodServerHasOnlyGoodFindings() {
    try (var server =
        RedisServer.with().appendOnly(AppendSync.ALWAYS).setting("maxmemory", "1gb").start()) {
      var findings = examine(server.uri() + "?durability=disk&namespace=shop");

      assertThat(findings).extracting(Finding::severity).containsOnly(Severity.GOOD);
      assertThat(findings)
          .extracting(Finding::subject)
          .containsExactly(
              "connection",
              "version",
              "role",
              "maxmemory-policy",
              "memory",
              "persistence",
              "replicas",
              "clock",
              "user",
              "namespace");
      assertThat(of(findings, "user").found()).isEqualTo("default");
      assertThat(of(findings, "namespace").found()).isEqualTo("shop");
    }
  }

  @Test
  void aBadServerIsToldWhatToDo() {
    try (var server =
        RedisServer.with()
            .setting("maxmemory", "100mb")
            .setting("maxmemory-policy", "allkeys-lru")
            .start()) {
      var findings = examine(server.uri() + "?durability=disk&replicas=1");

      var policy = of(findings, "maxmemory-policy");
      assertThat(policy.severity()).isEqualTo(Severity.BAD);
      assertThat(policy.found()).isEqualTo("allkeys-lru");
      assertThat(policy.remedy()).isEqualTo("CONFIG SET maxmemory-policy noeviction");
      assertThat(of(findings, "persistence").severity()).isEqualTo(Severity.BAD);
      assertThat(of(findings, "replicas").severity()).isEqualTo(Severity.BAD);
    }
  }

  @Test
  void aReplicaIsBad() {
    try (var primary = RedisServer.start();
        var replica = RedisServer.with().replicaOf(primary).start()) {
      assertThat(of(examine(replica.uri()), "role").severity()).isEqualTo(Severity.BAD);
    }
  }

  @Test
  void aUserWhoMayNotReadSettingsIsWarned() {
    try (var server = RedisServer.start()) {
      server.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "&*", "+@all", "-config");

      var findings = examine("redis://app:pw@127.0.0.1:" + server.port());

      assertThat(of(findings, "settings").severity()).isEqualTo(Severity.WARNING);
      assertThat(of(findings, "user").found()).isEqualTo("app");
    }
  }

  @Test
  void aUserWithoutTheRightsIsToldWhichAreMissing() {
    try (var server = RedisServer.start()) {
      server.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "&*", "+@all", "-@scripting");

      var finding = of(examine("redis://app:pw@127.0.0.1:" + server.port()), "permissions");

      assertThat(finding.severity()).isEqualTo(Severity.BAD);
      assertThat(finding.found()).isEqualTo("not allowed: fcall, function|load");
      assertThat(finding.remedy()).isEqualTo("ACL SETUSER <user> +fcall +function|load");
    }
  }

  @Test
  void aUserWhoMayNotLoadTheLibraryIsWarned() {
    try (var server = RedisServer.start()) {
      server.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "&*", "+@all", "-function|load");

      var finding = of(examine("redis://app:pw@127.0.0.1:" + server.port()), "permissions");

      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.remedy()).contains("as an administrator");
    }
  }

  @Test
  void aServerThatIsNotThereIsAFinding() {
    var findings = examine("redis://:hunter2@127.0.0.1:1");

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().severity()).isEqualTo(Severity.BAD);
    assertThat(findings.getFirst().found()).contains("REDIS_UNREACHABLE").doesNotContain("hunter2");
    assertThat(findings.getFirst().remedy()).isNotEmpty();
  }

  private static List<Finding> examine(String uri) {
    return RedisLink.examine(RedisUri.parse(uri), TimeSource.system());
  }

  private static Finding of(List<Finding> findings, String subject) {
    return findings.stream()
        .filter(each -> each.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }
}

package dev.maos.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.backend.Finding;
import dev.maos.backend.Finding.Severity;
import dev.maos.base.TimeSource;
import dev.maos.testkit.redis.RedisCluster;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterDoctorTest {
  private static RedisCluster cluster;

  @BeforeAll
  static void start() {
    cluster = RedisCluster.start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void aUserWithTheRightsOfTheGuideLacksNone() {
    var findings = examine(words());

    assertThat(findings).extracting(Finding::severity).doesNotContain(Severity.BAD);
    assertThat(findings).extracting(Finding::subject).doesNotContain("permissions", "settings");
    for (var node : cluster.nodes()) {
      assertThat(node.command("DBSIZE").number()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+asking", "+@pubsub", "+exists", "~maos:{maos}:*", "&maos:{maos}:*"})
  void oneThatIsMissingIsNamed(String word) {
    var left = words().stream().filter(each -> !each.equals(word)).toList();

    assertThat(examine(left))
        .filteredOn(each -> each.subject().equals("permissions"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.severity()).isEqualTo(Severity.BAD);
          assertThat(finding.remedy()).isEqualTo("ACL SETUSER <user> " + word);
        });
  }

  private static List<String> words() {
    return Stream.concat(GuideLines.words().stream(), Stream.of("+cluster|nodes", "+asking"))
        .toList();
  }

  private static List<Finding> examine(List<String> words) {
    cluster.nodes().forEach(node -> GuideLines.give(node, words));
    var uri = cluster.uri().replace("//", "//app:pw@");
    return RedisLink.examine(RedisUri.parse(uri), TimeSource.system());
  }
}

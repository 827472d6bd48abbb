package dev.maos.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.backend.Finding;
import dev.maos.backend.Finding.Severity;
import dev.maos.base.TimeSource;
import dev.maos.testkit.redis.RedisServer;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the doctor says of users who have not all of the rights that the guide names. */
class DoctorRightsTest {
  private static final Set<String> SPARED =
      Set.of("+function|load", "+ping", "+role", "+wait", "+config|get", "+@stream");
  private static RedisServer server;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<String> words() {
    return GuideLines.words();
  }

  @Test
  void aUserWithTheRightsOfTheGuideLacksNone() {
    var findings = examine(words(), "");

    assertThat(findings).extracting(Finding::severity).doesNotContain(Severity.BAD);
    assertThat(findings).extracting(Finding::subject).doesNotContain("permissions", "settings");
  }

  @Test
  void nothingIsLeftBehind() {
    examine(words(), "");
    RedisLink.examine(RedisUri.parse(server.uri()), TimeSource.system());

    assertThat(server.command("DBSIZE").number()).isZero();
    assertThat(server.command("FUNCTION", "LIST").items()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("words")
  void oneThatIsMissingIsNamed(String word) {
    var left = words().stream().filter(each -> !each.equals(word)).toList();

    var finding = told(examine(left, ""));

    assertThat(finding.severity())
        .isEqualTo(SPARED.contains(word) ? Severity.WARNING : Severity.BAD);
    assertThat(finding.found()).contains(word.substring(1).replace("config|get", "not allowed"));
    if (!word.equals("+function|load")) {
      assertThat(finding.remedy())
          .matches(Pattern.quote("ACL SETUSER <user> " + word) + "(; [a-z].*)?");
    }
  }

  @Test
  void severalAreNamedAtOnce() {
    var missing = Set.of("+exists", "+@list", "+info", "+@stream");
    var left = words().stream().filter(word -> !missing.contains(word)).toList();

    var findings = examine(left, "");

    assertThat(findings)
        .filteredOn(each -> each.subject().equals("permissions"))
        .extracting(Finding::remedy)
        .containsExactly(
            "ACL SETUSER <user> +@list +exists +info",
            "ACL SETUSER <user> +@stream; only the history of events needs it");
  }

  @Test
  void patternsOfOtherNamespacesAreNotEnough() {
    var left = words().stream().map(word -> word.replace("{maos}", "{shop}")).toList();

    var finding = told(examine(left, ""));

    assertThat(finding.found())
        .isEqualTo("not allowed: keys maos:{maos}:*, channels maos:{maos}:*");
    assertThat(finding.remedy()).isEqualTo("ACL SETUSER <user> ~maos:{maos}:* &maos:{maos}:*");
  }

  @Test
  void whoMayOnlyReadTheKeysLacksThem() {
    var left = words().stream().map(word -> word.replace("~", "%R~")).toList();

    assertThat(told(examine(left, "")).found()).isEqualTo("not allowed: keys maos:{maos}:*");
  }

  @ParameterizedTest
  @MethodSource
  void whoDoesNotHearLacksTheRight(String command) {
    var left = Stream.concat(words().stream(), Stream.of("-" + command)).toList();

    assertThat(told(examine(left, "")).found()).isEqualTo("not allowed: @pubsub");
  }

  static List<String> whoDoesNotHearLacksTheRight() {
    return List.of("subscribe", "publish", "pubsub|numsub");
  }

  @Test
  void whoWaitsForReplicasNeedsTheRightTo() {
    var left = words().stream().filter(word -> !word.equals("+wait")).toList();

    assertThat(examine(left, "?replicas=1"))
        .contains(
            new Finding(
                Severity.BAD, "permissions", "not allowed: wait", "ACL SETUSER <user> +wait"));
  }

  private static List<Finding> examine(List<String> words, String options) {
    GuideLines.give(server, words);
    var uri = "redis://app:pw@127.0.0.1:" + server.port() + options;
    return RedisLink.examine(RedisUri.parse(uri), TimeSource.system());
  }

  /** The only finding about rights. */
  private static Finding told(List<Finding> findings) {
    return findings.stream()
        .filter(each -> Set.of("permissions", "settings").contains(each.subject()))
        .reduce((one, other) -> {
          throw new AssertionError("more than one: " + findings);
        })
        .orElseThrow(() -> new AssertionError("none: " + findings));
  }
}

package dev.maos.security.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody allowed is denied, a denial beats every permission, and each answer has a reason. */
class AccessPolicyTest {
  private static final AgentId WORKER = AgentId.of("worker");
  private static final Credentials PINNED = Credentials.uncertified(WORKER);
  private static final Topic TASK = Topic.of("tasks.a");
  private static final List<String> PATTERNS = List.of(">", "a.>", "a.*", "a.b", "*.b", "b", "b.>");
  private static final List<Topic> TOPICS =
      List.of(Topic.of("a"), Topic.of("b"), Topic.of("a.b"), Topic.of("a.c"), Topic.of("b.b"));
  private static final Action[] ACTIONS = {Action.PUBLISH, Action.CONSUME};

  @Test
  void whoHasNoRoleMayDoNothing() {
    var policy = with(Role.named("reader").with(Rule.allow(Action.CONSUME, ">")));
    var stranger = Credentials.uncertified(AgentId.of("stranger"));

    for (var action : Action.values()) {
      assertThat(policy.verdict(stranger, action, TASK)).isEqualTo(new Verdict.WithoutRole());
      assertThat(policy.verdict(stranger, action, TASK).allows()).isFalse();
    }
  }

  @Test
  void onlyWhatARuleAllowsIsAllowedAndTheRuleIsNamed() {
    var policy = with(Role.named("reader").with(Rule.allow(Action.CONSUME, "tasks.>")));

    var verdict = policy.verdict(PINNED, Action.CONSUME, TASK);
    assertThat(verdict.allows()).isTrue();
    assertThat(verdict.why()).isEqualTo("role reader allows consume on tasks.>");
    assertThat(policy.verdict(PINNED, Action.PUBLISH, TASK).why())
        .isEqualTo("none of its roles allows it: reader");
    assertThat(policy.verdict(PINNED, Action.PUBLISH, TASK).allows()).isFalse();
    assertThat(policy.verdict(PINNED, Action.CONSUME, Topic.of("tasks")).allows()).isFalse();
  }

  @Test
  void aDenialBeatsEveryPermissionAlsoAnInheritedOneAndTheWayToItIsTold() {
    var policy =
        AccessPolicy.builder()
            .role(Role.named("careful").with(Rule.deny(Action.PUBLISH, "tasks.*")))
            .role(Role.named("middle").inheriting("careful"))
            .role(Role.named("boss").with(Rule.allow(Action.PUBLISH, ">")).inheriting("middle"))
            .assign(WORKER, "boss")
            .build();

    var verdict = policy.verdict(PINNED, Action.PUBLISH, TASK);

    assertThat(verdict.allows()).isFalse();
    assertThat(verdict.why()).isEqualTo("role boss > middle > careful denies publish on tasks.*");
    assertThat(policy.verdict(PINNED, Action.PUBLISH, Topic.of("news")).allows()).isTrue();
  }

  @Test
  void theTopicsOfTheLayerItselfAreReachedOnlyByTheirNames() {
    var all = with(Role.named("all").with(Rule.allow(Action.PUBLISH, ">")));
    var answering = with(Role.named("all").answering());
    var replies = Topic.reserved("replies.s0123");

    assertThat(all.verdict(PINNED, Action.PUBLISH, replies).allows()).isFalse();
    assertThat(answering.verdict(PINNED, Action.PUBLISH, replies).allows()).isTrue();
    assertThat(answering.verdict(PINNED, Action.PUBLISH, TASK).allows()).isFalse();
    assertThat(answering.verdict(PINNED, Action.PUBLISH, Topic.reserved("votes.results")).allows())
        .isFalse();
  }

  @Test
  void aCertificateNarrowsEvenWhatNoPolicyForbids() {
    var news = List.of(TopicPattern.of("news.>"));
    var certified = new Credentials(WORKER, List.of(), news, List.of());
    var open = AccessPolicy.unrestricted();

    assertThat(open.verdict(certified, Action.PUBLISH, Topic.of("news.a")).allows()).isTrue();
    assertThat(open.verdict(certified, Action.PUBLISH, TASK).why())
        .isEqualTo("its certificate is for [news.>]");
    assertThat(open.verdict(certified, Action.CONSUME, Topic.of("news.a")).allows()).isFalse();
    assertThat(open.verdict(certified, Action.SUBSCRIBE, Topic.of("news.a")).allows()).isFalse();
    assertThat(open.verdict(certified, Action.PUBLISH, Topic.reserved("replies.s1")).allows())
        .isTrue();
  }

  @Test
  void aRoleInACertificateCountsOnlyWhereThePolicySaysSo() {
    var role = Role.named("reader").with(Rule.allow(Action.CONSUME, ">"));
    var all = List.of(TopicPattern.of(">"));
    var holder = new Credentials(AgentId.of("third"), List.of("reader", "boss"), all, all);
    var believing = AccessPolicy.builder().role(role).certifiable("reader").build();

    assertThat(with(role).verdict(holder, Action.CONSUME, TASK))
        .isEqualTo(new Verdict.WithoutRole());
    assertThat(believing.verdict(holder, Action.CONSUME, TASK).allows()).isTrue();
  }

  @Test
  void rolesThatInheritFromThemselvesAreRefusedWithTheirWay() {
    var builder =
        AccessPolicy.builder()
            .role(Role.named("a").inheriting("b"))
            .role(Role.named("b").inheriting("c"))
            .role(Role.named("c").inheriting("a"))
            .assign(WORKER, "a");

    assertThatThrownBy(builder::build)
        .hasMessageContaining("INVALID_RBAC")
        .hasMessageContaining("roles.a.inherits")
        .hasMessageContaining("a > b > c > a");
    assertRefused("roles.a.inherits", () -> with(Role.named("a").inheriting("a")));
  }

  @Test
  void namesThatMeanNothingAreRefused() {
    assertRefused("action", () -> Action.of("publisch"));
    assertRefused("topics", () -> Rule.allow(Action.PUBLISH, "**"));
    assertRefused("role", () -> Role.named("a b"));
    assertRefused("roles.idle", () -> AccessPolicy.builder().role(Role.named("idle")).build());
    assertRefused("agents.worker", () -> AccessPolicy.builder().assign(WORKER, "none").build());
    assertRefused("certifiable", () -> AccessPolicy.builder().certifiable("none").build());
    assertRefused("roles.a.inherits", () -> with(Role.named("a").inheriting("none")));
    assertRefused("version", () -> AccessPolicy.builder().version(0).build());
  }

  @Test
  void tooManyRulesAreRefused() {
    var role = Role.named("many");
    for (int i = 0; i < 256; i++) {
      role = role.with(Rule.allow(Action.PUBLISH, "t" + i));
    }
    var full = role;

    assertRefused("roles.many.rules", () -> full.with(Rule.allow(Action.PUBLISH, "one.more")));
  }

  @Test
  void anEmptyPolicyAllowsNothing() {
    assertThat(AccessPolicy.fromJson("{}").verdict(PINNED, Action.PUBLISH, TASK).allows())
        .isFalse();
  }

  @Test
  void aPolicyIsReadFromJson() {
    var policy =
        AccessPolicy.fromJson(
            """
            {"version": 7,
             "roles": {"reader": {"allow": {"consume": ["tasks.>"]}, "answering": true},
                       "boss": {"inherits": ["reader"], "allow": {"publish": [">"]},
                                "deny": {"publish": ["tasks.secret"]}}},
             "agents": {"worker": ["boss"]}, "certifiable": ["reader"]}
            """);

    assertThat(policy.version()).isEqualTo(7);
    assertThat(policy.verdict(PINNED, Action.CONSUME, TASK).why())
        .isEqualTo("role boss > reader allows consume on tasks.>");
    assertThat(policy.verdict(PINNED, Action.PUBLISH, Topic.of("tasks.secret")).allows()).isFalse();
    assertThat(policy.verdict(PINNED, Action.PUBLISH, Topic.reserved("replies.s1")).allows())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|policy",
        "{\"rolls\": {}}|policy",
        "{\"version\": \"1\"}|version",
        "{\"version\": null}|policy",
        "{\"roles\": {\"a\": {\"denny\": {}}}}|roles.a",
        "{\"roles\": {\"a\": {\"allow\": {\"fly\": [\">\"]}}}}|roles.a.allow.fly[0]",
        "{\"roles\": {\"a\": {\"deny\": {\"ack\": [\"x\",\"**\"]}}}}|roles.a.deny.ack[1]",
        "{\"roles\": {\"a\": {\"allow\": {\"ack\": \"x\"}}}}|roles.a.allow.ack",
        "{\"roles\": {\"a\": {\"answering\": 1}}}|roles.a.answering",
        "{\"roles\": {\"a\": {}}, \"agents\": {\"x\": []}}|agents.x",
        "{\"roles\": {\"a\": {}}, \"agents\": {\"x y\": [\"a\"]}}|agents",
        "{\"roles\": {\"a\": {}}}|roles.a",
      })
  void whatIsWrongInJsonIsNamedByItsPath(String document, String path) {
    assertRefused(path, () -> AccessPolicy.fromJson(document));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyAnswerIsThatOfThePlainDefinition(long number) {
    var seed = new Seed(number);
    var random = seed.random();
    for (int round = 0; round < 40; round++) {
      var roles = roles(random);
      var builder = AccessPolicy.builder();
      roles.forEach(builder::role);
      roles.forEach(role -> builder.assign(AgentId.of("all"), role.name().value()));
      int chosen = random.nextInt(roles.size());
      builder.assign(WORKER, "r" + chosen);
      var policy = builder.build();
      for (var action : ACTIONS) {
        for (var topic : TOPICS) {
          assertThat(policy.verdict(PINNED, action, topic).allows())
              .as("%s round %d: r%d %s %s in %s", seed, round, chosen, action, topic, roles)
              .isEqualTo(isAllowed(roles, chosen, action, topic));
        }
      }
    }
  }

  static java.util.stream.LongStream seeds() {
    return Seed.range(1, 20);
  }

  /** Roles that inherit from later ones only, so that no circle comes about. */
  private static List<Role> roles(RandomGenerator random) {
    int count = 1 + random.nextInt(5);
    var roles = new ArrayList<Role>();
    for (int i = 0; i < count; i++) {
      var role = Role.named("r" + i);
      for (int j = random.nextInt(4); j > 0; j--) {
        var action = ACTIONS[random.nextInt(ACTIONS.length)];
        var pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
        role =
            role.with(
                random.nextInt(3) == 0 ? Rule.deny(action, pattern) : Rule.allow(action, pattern));
      }
      for (int j = i + 1; j < count; j++) {
        role = random.nextInt(3) == 0 ? role.inheriting("r" + j) : role;
      }
      roles.add(role);
    }
    return roles;
  }

  private static boolean isAllowed(List<Role> roles, int chosen, Action action, Topic topic) {
    var effects = new ArrayList<Rule.Effect>();
    collect(roles, chosen, action, topic, effects);
    return effects.contains(Rule.Effect.ALLOW) && !effects.contains(Rule.Effect.DENY);
  }

  private static void collect(
      List<Role> roles, int at, Action action, Topic topic, List<Rule.Effect> effects) {
    for (var rule : roles.get(at).rules()) {
      if (rule.action() == action && rule.topics().matches(topic)) {
        effects.add(rule.effect());
      }
    }
    for (int i = 0; i < roles.size(); i++) {
      if (roles.get(at).inherits().contains(RoleName.of("r" + i))) {
        collect(roles, i, action, topic, effects);
      }
    }
  }

  private static AccessPolicy with(Role role) {
    return AccessPolicy.builder().role(role).assign(WORKER, role.name().value()).build();
  }

  private static void assertRefused(
      String path, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RBAC))
        .hasMessageContaining(path);
  }
}

package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.Need;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Descriptions of agents in which each part may be there or not. Owned by one thread. */
final class RandomAgents {
  private static final List<String> TYPES = List.of("reviewer", "planner", "tester");
  private static final List<String> SKILLS = List.of("java", "sql", "plan", "test", "write");
  private static final List<String> VERSIONS = List.of("1", "1.2", "2.0.0-rc.1", "2.1", "17");
  private static final List<String> TAGS = List.of("night", "day", "fast", "\u00e4rmlich");

  private final RandomGenerator random;

  RandomAgents(RandomGenerator random) {
    this.random = random;
  }

  AgentDescriptor next(AgentId id) {
    var draft = AgentDescriptor.of(id).type(any(TYPES)).capacity(random.nextInt(1, 20));
    for (var skill : SKILLS) {
      if (random.nextInt(3) == 0) {
        addSkill(draft, skill);
      }
    }
    TAGS.stream().filter(tag -> random.nextInt(4) == 0).forEach(draft::tagged);
    if (random.nextBoolean()) {
      draft.metadata("region", random.nextBoolean() ? "north" : "south");
      draft.description("Lives in the " + any(List.of("North", "South")) + " \ud83d\ude00");
    }
    if (random.nextInt(3) == 0) {
      draft.at(Endpoint.of(URI.create("https://example.com/" + id), "JSONRPC"));
      draft.reads(Topic.of("topic" + random.nextInt(3))).key(new AgentKey("k", "Ed25519", "MCow"));
      draft.name("Agent " + id).version("3." + random.nextInt(9));
    }
    return draft.build();
  }

  private void addSkill(AgentDraft draft, String skill) {
    switch (random.nextInt(4)) {
      case 0 -> draft.able(skill);
      case 1 -> draft.able(skill, any(VERSIONS));
      case 2 -> draft.able(skill, "1").able(skill, "17");
      default ->
          draft.able(
              Capability.of(skill, any(VERSIONS))
                  .tags("t" + random.nextInt(3))
                  .description("can " + skill)
                  .input(Payload.of(Map.of("type", "object", "n", random.nextInt(9)))));
    }
  }

  AgentState state() {
    var statuses = AgentStatus.values();
    return new AgentState(
        statuses[random.nextInt(statuses.length)],
        random.nextInt(4) == 0 ? Intake.DRAINING : Intake.OPEN,
        random.nextInt(5) / 4.0,
        Seen.NOTHING);
  }

  AgentQuery query() {
    var query = AgentQuery.any();
    int criteria = random.nextInt(5);
    for (int i = 0; i < criteria; i++) {
      query = query.and(criterion());
    }
    return query;
  }

  private AgentQuery.Criterion criterion() {
    var ranges = List.of("", ">=1", ">=2", "^1.2", "<17", ">=2.0.0-rc.1", "=17");
    return switch (random.nextInt(9)) {
      case 0 -> new AgentQuery.Criterion.OfType(any(TYPES));
      case 1, 2 -> new AgentQuery.Criterion.Able(Need.of(any(SKILLS) + any(ranges)));
      case 3 -> new AgentQuery.Criterion.Tagged(any(TAGS));
      case 4 ->
          new AgentQuery.Criterion.InStatus(
              EnumSet.of(any(List.of(AgentStatus.values())), AgentStatus.IDLE));
      case 5 -> new AgentQuery.Criterion.WithMetadata("region", "north");
      case 6 -> new AgentQuery.Criterion.Mentions(any(List.of("north", "CAN JAVA", "tester")));
      case 7 -> new AgentQuery.Criterion.OfLiveness(Set.of(any(List.of(Liveness.values()))));
      default -> new AgentQuery.Criterion.Available();
    };
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}

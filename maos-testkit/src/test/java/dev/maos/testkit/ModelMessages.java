package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Address;
import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.GroupName;
import dev.maos.message.Guarantee;
import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.LaneOrder;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.Message;
import dev.maos.message.MessageFilter;
import dev.maos.message.Priority;
import dev.maos.message.StartAt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The random messages and readers of a {@link ModelRun}: few names, so that they meet often. */
final class ModelMessages {
  static final Duration LEASE = Duration.ofSeconds(10);
  static final Duration LIFE = Duration.ofSeconds(60);
  private static final List<String> TOPICS = List.of("x", "x.y", "z");
  private static final List<String> PATTERNS = List.of("x", "x.*", ">");
  private static final List<AgentId> AGENTS = List.of(AgentId.of("ann"), AgentId.of("ben"));
  private static final GroupName GROUP = GroupName.of("team");

  private final RandomGenerator random;
  private final Sealer sealer;

  ModelMessages(RandomGenerator random, Sealer sealer) {
    this.random = random;
    this.sealer = sealer;
  }

  Envelope next() {
    return sealer.seal(message());
  }

  private Message message() {
    var everyone = random.nextInt(3) == 0;
    var draft =
        Message.from(AgentId.of("sender"))
            .to(everyone ? Address.EVERYONE : recipient())
            .on(pick(TOPICS))
            .priority(pick(List.of(Priority.values())))
            .guarantee(guarantee())
            .ttl(LIFE);
    if (random.nextInt(8) == 0) {
      draft.deliverAfter(Duration.ofSeconds(1 + random.nextInt(8)));
    }
    if (!everyone && random.nextInt(4) == 0) {
      draft.orderedBy(pick(List.of("k", "l")));
    }
    return draft.command(Payload.empty());
  }

  private Address recipient() {
    return random.nextBoolean() ? new Address.ToAgent(pick(AGENTS)) : new Address.ToGroup(GROUP);
  }

  private Guarantee guarantee() {
    return pick(
        List.of(
            Guarantee.AT_MOST_ONCE,
            Guarantee.AT_LEAST_ONCE,
            Guarantee.AT_LEAST_ONCE,
            Guarantee.EXACTLY_ONCE));
  }

  /** Another message under the id of a known one. */
  Envelope changed(Envelope known) {
    var message = known.message();
    return sealer.seal(
        known.id(),
        Message.from(message.sender())
            .to(message.recipient())
            .on(message.topic())
            .guarantee(message.guarantee())
            .command(Payload.text("changed")));
  }

  /** A reader of one of the agents, or of the group. */
  InboxSpec spec() {
    var agent = pick(AGENTS);
    var buries = agent.equals(AGENTS.getFirst());
    return new InboxSpec(
        agent,
        TopicPattern.of(pick(PATTERNS)),
        MessageFilter.ANY,
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(GROUP),
        StartAt.LATEST,
        LEASE,
        random.nextInt(4) == 0 ? LaneOrder.STRICT : LaneOrder.WEIGHTED,
        buries ? WhenFull.DEAD_LETTER : WhenFull.LAGGING,
        buries ? WhenBufferFull.DROP_OLDEST : WhenBufferFull.DROP_NEWEST);
  }

  static String describe(Claim claim) {
    return describe(claim.envelope());
  }

  static String describe(Envelope envelope) {
    var message = envelope.message();
    return "%s(%s to %s on %s, %s%s%s)"
        .formatted(
            StorageModel.name(envelope),
            message.priority(),
            message.recipient(),
            message.topic(),
            message.guarantee(),
            message.handling().orderingKey().map(key -> ", key " + key).orElse(""),
            envelope.dueAtMicros() > envelope.sentAtMicros() ? ", delayed" : "");
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}

package dev.maos.redis.faults;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.message.Address;
import dev.maos.message.GroupName;
import dev.maos.message.QueueName;
import dev.maos.testkit.history.Key;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What is sent in these runs: its destinations, and payloads that name their message. */
final class Traffic {
  static final String TOPIC = "news";
  static final TopicPattern NEWS = TopicPattern.of(TOPIC);
  static final AgentId BOB = AgentId.of("bob");
  static final AgentId CAROL = AgentId.of("carol");
  static final GroupName TEAM = GroupName.of("team");

  static final Optional<GroupName> IN_TEAM = Optional.of(TEAM);

  private static final int MOST_FILLER = 200;

  private Traffic() {}

  /** Where a message goes, and every queue in which it is then handled. */
  record Destination(Address address, List<QueueName> places) {}

  static final Destination TO_BOB =
      new Destination(new Address.ToAgent(BOB), List.of(QueueName.inbox(BOB)));
  static final Destination TO_TEAM =
      new Destination(new Address.ToGroup(TEAM), List.of(QueueName.group(TEAM)));
  static final Destination TO_EVERYONE =
      new Destination(
          Address.EVERYONE,
          List.of(QueueName.subscription(BOB, NEWS), QueueName.subscription(TEAM, NEWS)));

  static final List<Destination> DESTINATIONS = List.of(TO_BOB, TO_TEAM, TO_EVERYONE);

  /** The key, a blank, and some filler that no other message has. */
  static Payload payload(Key key, RandomGenerator random) {
    var text = new StringBuilder(key.toString()).append(' ');
    int filler = random.nextInt(MOST_FILLER);
    for (int i = 0; i < filler; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return Payload.text(text.toString());
  }

  static Key keyOf(Payload payload) {
    var text = payload.text();
    return Key.parse(text.substring(0, text.indexOf(' ')));
  }

  /** Whether handling it fails at this attempt: some fail once, a few always. */
  static boolean isFailing(Key key, int attempt) {
    return key.number() % 101 == 0 || (attempt == 1 && key.number() % 37 == 0);
  }

  /** Whether its sender publishes it twice, under one idempotency key. */
  static boolean isSentTwice(Key key) {
    return key.number() % 29 == 0;
  }

  /** Whether it takes a handler that may die of it with it, every time. */
  static boolean isDeadly(Key key) {
    return key.number() % 300 == 99;
  }

  /** Whether handling it takes a handler that is poisoned by it beyond its lease, every time. */
  static boolean isPoison(Key key) {
    return key.number() % 1_000 == 199;
  }

  /** Whether it lives so shortly that it may expire before it is handled. */
  static boolean isShortLived(Key key) {
    return key.number() % 53 == 0;
  }
}

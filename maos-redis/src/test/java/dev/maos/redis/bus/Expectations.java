package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TopicPattern;
import dev.maos.message.Address;
import dev.maos.message.Claim;
import dev.maos.message.DeadLetter;
import dev.maos.message.Envelope;
import dev.maos.message.Guarantee;
import dev.maos.message.InboxSpec;
import dev.maos.message.MessageId;
import dev.maos.message.QueueName;
import dev.maos.message.Settled;
import dev.maos.redis.bus.Contents.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which messages must lie in which queue by what callers were told, as long as nothing was given up
 * for want of room. At-most-once messages do not count.
 */
final class Expectations {
  private final Map<String, Set<MessageId>> live = new TreeMap<>();
  private final Map<String, Set<MessageId>> dead = new TreeMap<>();
  private final Map<String, TopicPattern> subscriptions = new TreeMap<>();

  private final boolean isComplete;

  /**
   * Begins with nothing.
   *
   * @param isComplete whether it is told of everything that becomes of messages; if not, it expects
   *     nothing
   */
  Expectations(boolean isComplete) {
    this.isComplete = isComplete;
  }

  private static Set<MessageId> of(Map<String, Set<MessageId>> map, QueueName queue) {
    return map.computeIfAbsent(queue.toString(), name -> new TreeSet<>());
  }

  void subscribed(InboxSpec spec) {
    subscriptions.put(spec.subscription().toString(), spec.pattern());
  }

  void forgotten(QueueName subscription, boolean existed) {
    live.remove(subscription.toString());
    dead.remove(subscription.toString());
    var known = subscriptions.remove(subscription.toString()) != null;
    assertThat(existed).as("whether there was %s", subscription).isEqualTo(known);
  }

  void accepted(Envelope envelope) {
    var message = envelope.message();
    if (message.guarantee() == Guarantee.AT_MOST_ONCE) {
      return;
    }
    switch (message.recipient()) {
      case Address.ToAgent(var agent) -> of(live, QueueName.inbox(agent)).add(envelope.id());
      case Address.ToGroup(var group) -> of(live, QueueName.group(group)).add(envelope.id());
      case Address.Everyone() ->
          subscriptions.forEach((name, pattern) -> {
            if (pattern.matches(message.topic())) {
              of(live, QueueName.parse(name)).add(envelope.id());
            }
          });
      case Address.ToCapable _ -> throw new IllegalArgumentException("nobody was chosen");
    }
  }

  void taken(Claim claim) {
    if (isComplete && !isFleeting(claim)) {
      assertThat(of(live, claim.queue()))
          .as("what %s may give", claim.queue())
          .contains(claim.envelope().id());
    }
  }

  void acknowledged(Claim claim, Settled answer) {
    if (answer == Settled.NOW && !isFleeting(claim)) {
      settled(claim);
    }
  }

  static boolean isFleeting(Claim claim) {
    return claim.envelope().message().guarantee() == Guarantee.AT_MOST_ONCE;
  }

  /** A claim on something of a queue that was forgotten meanwhile settles nothing. */
  private boolean settled(Claim claim) {
    var messages = live.get(claim.queue().toString());
    return messages != null && messages.remove(claim.envelope().id());
  }

  void buried(Claim claim, Settled answer) {
    if (answer == Settled.NOW && settled(claim)) {
      of(dead, claim.queue()).add(claim.envelope().id());
    }
  }

  void expired(DeadLetter letter) {
    var waited = of(live, letter.queue()).remove(letter.id());
    assertThat(waited || !isComplete).as("whether it waited: %s", letter).isTrue();
    of(dead, letter.queue()).add(letter.id());
  }

  void redriven(QueueName queue, List<MessageId> ids, int count) {
    if (count == ids.size()) {
      of(dead, queue).removeAll(ids);
      of(live, queue).addAll(ids);
    }
  }

  void purged(QueueName queue, List<MessageId> ids, int count) {
    assertThat(count).isEqualTo(ids.size());
    of(dead, queue).removeAll(ids);
  }

  /** Every difference between what must be there and what is there. */
  List<String> differences(Keyspace keys) {
    var contents = Contents.of(keys);
    var found = new TreeMap<String, List<MessageId>>();
    for (var placed : contents.entries()) {
      if (placed.kind() != Kind.HISTORY
          && !placed.entry().has(StoredEntry.FLEETING)
          && keys.queues().containsKey(placed.owner())) {
        found
            .computeIfAbsent(placed.owner(), name -> new ArrayList<>())
            .addAll(contents.ids(placed.entry()));
      }
    }
    var letters = new TreeMap<String, List<MessageId>>();
    for (var name : keys.queues().keySet()) {
      for (var letter : keys.list("dead:" + name)) {
        letters
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(Letters.read(QueueName.parse(name), Keyspace.bytes(letter)).id());
      }
    }
    var differences = new ArrayList<String>();
    compare("waiting", live, found, differences);
    compare("dead", dead, letters, differences);
    return differences;
  }

  private static void compare(
      String what,
      Map<String, Set<MessageId>> expected,
      Map<String, List<MessageId>> found,
      List<String> differences) {
    var queues = new TreeSet<>(expected.keySet());
    queues.addAll(found.keySet());
    for (var queue : queues) {
      var wanted = sorted(expected.getOrDefault(queue, new TreeSet<>()));
      var there = sorted(found.getOrDefault(queue, new ArrayList<>()));
      if (!wanted.equals(there)) {
        differences.add("%s in %s: expected %s, found %s".formatted(what, queue, wanted, there));
      }
    }
  }

  private static List<MessageId> sorted(Collection<MessageId> ids) {
    return ids.stream().sorted().toList();
  }
}

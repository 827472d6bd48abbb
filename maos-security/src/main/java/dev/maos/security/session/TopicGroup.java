package dev.maos.security.session;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Topic;
import dev.maos.security.envelope.SharedKey;
import dev.maos.security.keys.PublicKeyInfo;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Those who may read a topic, as its owner keeps them: one key for all, and a new one, of the next
 * epoch, as soon as somebody leaves.
 *
 * <p>Whoever joins gets the key of the running epoch. The list of members goes to all of them with
 * each key, signed by the owner. At most 1,000 members. Thread-safe.
 */
public final class TopicGroup {
  private final Correspondence from;
  private final Topic topic;

  // Guarded by this.
  private final Map<AgentId, PublicKeyInfo> members = new LinkedHashMap<>();
  private SharedKey key;

  /** A group without members, whose owner is the agent that writes. */
  public TopicGroup(Correspondence from, Topic topic) {
    this.from = from;
    this.topic = topic;
    this.key = SharedKey.generate(1, from.random());
  }

  /** Lets an agent in that holds this key. {@link #wraps} bring it, and all, the new list. */
  public synchronized void add(AgentId member, PublicKeyInfo itsKey) {
    if (members.size() >= KeyLetter.MAX_MEMBERS && !members.containsKey(member)) {
      throw new MaosException(
          ErrorCode.TOO_LARGE,
          "%s has %d members already, the most".formatted(topic, KeyLetter.MAX_MEMBERS));
    }
    members.put(member, itsKey);
  }

  /** Lets an agent go. From now on there is another key, which {@link #wraps} bring the others. */
  public synchronized void remove(AgentId member) {
    if (members.remove(member) != null) {
      key = SharedKey.generate(Math.addExact(key.epoch(), 1), from.random());
    }
  }

  /** The key of the running epoch. */
  public synchronized SharedKey key() {
    return key;
  }

  /** Who may read. */
  public synchronized Set<AgentId> members() {
    return Set.copyOf(members.keySet());
  }

  /** An envelope for each member that brings the key of the running epoch. */
  public synchronized Map<AgentId, byte[]> wraps() {
    var letter = new KeyLetter.ForTopic(topic, key, new HashSet<>(members.keySet()));
    var session = from.newSession();
    var wraps = new LinkedHashMap<AgentId, byte[]>();
    for (var member : List.copyOf(members.entrySet())) {
      var name = member.getKey().value();
      wraps.put(member.getKey(), from.wrap(letter, name, member.getValue(), session));
    }
    return wraps;
  }

  @Override
  public synchronized String toString() {
    return "TopicGroup[%s, epoch %d, %d members]".formatted(topic, key.epoch(), members.size());
  }
}

package dev.maos.security.session;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.EnvelopeKind;
import dev.maos.security.envelope.SealedEnvelope;
import dev.maos.security.envelope.SharedKey;
import dev.maos.security.envelope.SharedKeyOpener;
import dev.maos.security.envelope.Target;
import dev.maos.security.keys.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The shared keys that others have sent here, and what opens the messages under them.
 *
 * <p>A session's key counts for what its sender, under the key that signed it, sends to the agent
 * that it was sent to, and for nothing else. A topic's key counts only from the owner that {@link
 * #join} names. Keys are kept as long as a message under them can be on its way. At most 16
 * sessions between two agents, of which the oldest gives way, and 10,000 in all; more are refused.
 * Thread-safe.
 */
public final class IncomingKeys {
  private static final int MAX_SESSIONS = 10_000;
  private static final int MAX_BETWEEN_TWO = 16;
  private static final int MAX_OPENERS = 10_000;

  private final TimeSource time;
  private final Duration keptFor;

  // All guarded by this.
  private final Map<Pair, LinkedHashMap<KeyId, Held>> sessions = new HashMap<>();
  private final Map<Topic, GroupKeys> topics = new HashMap<>();
  private final Map<Opening, SharedKeyOpener> openers =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Opening, SharedKeyOpener> eldest) {
          return size() > MAX_OPENERS;
        }
      };
  private int held;

  private record Pair(AgentId sender, String recipient) {}

  private record Held(SharedKey key, KeyId signer, Instant until) {}

  private record Opening(KeyId key, AgentId sender, UUID session) {}

  /** With how long a message can be on its way. */
  public IncomingKeys(TimeSource time, Duration maxMessageLifetime) {
    this.time = time;
    this.keptFor = maxMessageLifetime.plus(OutgoingSession.LENGTH);
  }

  /** Takes keys of this topic from its owner from now on, and from nobody else. */
  public synchronized void join(Topic topic, AgentId owner) {
    var known = topics.putIfAbsent(topic, new GroupKeys(owner));
    if (known != null && !known.owner().equals(owner)) {
      throw new MaosException(
          ErrorCode.KEY_CHANGED, "the keys of %s come from %s".formatted(topic, known.owner()));
    }
  }

  /**
   * Takes a key that came.
   *
   * @param envelope of kind {@link EnvelopeKind#KEY_WRAP}, whose signature was checked
   * @param plaintext what was in it
   * @throws SecurityRejectedException if nobody here waits for it, or it contradicts one that came
   *     before
   */
  public synchronized void accept(SealedEnvelope envelope, byte[] plaintext) {
    var header = envelope.header();
    if (header.kind() != EnvelopeKind.KEY_WRAP) {
      throw new SecurityRejectedException(Rejection.NOT_ALLOWED);
    }
    switch (KeyLetter.read(plaintext)) {
      case KeyLetter.ForSession(var key) -> acceptSession(header, key);
      case KeyLetter.ForTopic letter -> group(letter.topic()).accept(header, letter);
    }
  }

  private GroupKeys group(Topic topic) {
    var group = topics.get(topic);
    if (group == null) {
      throw new SecurityRejectedException(Rejection.NOT_ALLOWED);
    }
    return group;
  }

  private void acceptSession(EnvelopeHeader header, SharedKey key) {
    expire();
    var pair = new Pair(header.origin().sender(), header.target().name());
    var known = sessions.computeIfAbsent(pair, _ -> new LinkedHashMap<>());
    if (known.containsKey(key.id())) {
      return;
    }
    if (known.size() >= MAX_BETWEEN_TWO) {
      known.pollFirstEntry();
      held--;
    }
    if (held >= MAX_SESSIONS) {
      throw new SecurityRejectedException(Rejection.REPLAY_MEMORY_FULL);
    }
    known.put(key.id(), new Held(key, header.origin().key(), header.createdAt().plus(keptFor)));
    held++;
  }

  private void expire() {
    var now = time.now();
    for (var known : sessions.values()) {
      while (!known.isEmpty() && !now.isBefore(known.firstEntry().getValue().until())) {
        known.pollFirstEntry();
        held--;
      }
    }
    sessions.values().removeIf(Map::isEmpty);
  }

  /**
   * What opens this envelope.
   *
   * @throws SecurityRejectedException if its key never came, is over, or is not its sender's to use
   */
  public synchronized SharedKeyOpener opener(SealedEnvelope envelope) {
    var header = envelope.header();
    var key = header.target().type() == Target.Type.AGENT ? sessionKey(header) : topicKey(header);
    var origin = header.origin();
    var opening = new Opening(key.id(), origin.sender(), origin.session());
    return openers.computeIfAbsent(
        opening, _ -> key.opener(header.deployment(), origin.sender(), origin.session()));
  }

  /** Whether the key of a session's message came before; it may be over by now. */
  public synchronized boolean knowsSession(EnvelopeHeader header) {
    var known = sessions.get(new Pair(header.origin().sender(), header.target().name()));
    return known != null && known.containsKey(header.target().key());
  }

  private SharedKey sessionKey(EnvelopeHeader header) {
    var known = sessions.get(new Pair(header.origin().sender(), header.target().name()));
    var found = known == null ? null : known.get(header.target().key());
    var counts =
        found != null
            && time.now().isBefore(found.until())
            && found.signer().equals(header.origin().key());
    if (found == null || !counts) {
      throw new SecurityRejectedException(Rejection.UNKNOWN_KEY);
    }
    return found.key();
  }

  private SharedKey topicKey(EnvelopeHeader header) {
    var topic = header.place().topic();
    if (!header.target().name().equals(topic.value())) {
      throw new SecurityRejectedException(Rejection.MISDIRECTED);
    }
    return group(topic).key(header);
  }

  /** The newest key of a topic, to seal with. */
  public synchronized SharedKey topicKey(Topic topic) {
    return group(topic).newest();
  }
}

package dev.maos.security.session;

import dev.maos.base.AgentId;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.SharedKey;
import java.util.Set;
import java.util.TreeMap;

/**
 * The keys of one topic as a member has them: the newest epochs, and who is a member by the newest
 * word of the owner. For one thread at a time.
 */
final class GroupKeys {
  private static final int MAX_EPOCHS = 16;

  private final AgentId owner;
  private final TreeMap<Integer, SharedKey> epochs = new TreeMap<>();
  private Set<AgentId> members = Set.of();
  private long saidAt = Long.MIN_VALUE;

  GroupKeys(AgentId owner) {
    this.owner = owner;
  }

  AgentId owner() {
    return owner;
  }

  void accept(EnvelopeHeader header, KeyLetter.ForTopic letter) {
    if (!header.origin().sender().equals(owner)) {
      throw new SecurityRejectedException(Rejection.NOT_ALLOWED);
    }
    int epoch = letter.key().epoch();
    var known = epochs.get(epoch);
    if (known != null && !known.secret().equals(letter.key().secret())) {
      throw new SecurityRejectedException(Rejection.UNREADABLE);
    }
    var newest = epochs.isEmpty() ? epoch : Math.max(epoch, epochs.lastKey());
    epochs.put(epoch, letter.key());
    if (epochs.size() > MAX_EPOCHS) {
      epochs.pollFirstEntry();
    }
    // An older list that comes late, or again, does not bring back who has left.
    long at = header.createdAt().toEpochMilli();
    if (epoch == newest && at >= saidAt) {
      members = letter.members();
      saidAt = at;
    }
  }

  /** The key of a message, whose sender must be a member by now. */
  SharedKey key(EnvelopeHeader header) {
    var key = epochs.get(header.target().epoch());
    if (key == null || !key.id().equals(header.target().key())) {
      throw new SecurityRejectedException(Rejection.UNKNOWN_KEY);
    }
    var sender = header.origin().sender();
    if (!sender.equals(owner) && !members.contains(sender)) {
      throw new SecurityRejectedException(Rejection.NOT_ALLOWED);
    }
    return key;
  }

  SharedKey newest() {
    if (epochs.isEmpty()) {
      throw new SecurityRejectedException(Rejection.UNKNOWN_KEY);
    }
    return epochs.lastEntry().getValue();
  }
}

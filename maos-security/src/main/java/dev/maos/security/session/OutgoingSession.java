package dev.maos.security.session;

import dev.maos.base.AgentId;
import dev.maos.security.envelope.SharedKey;
import dev.maos.security.envelope.SharedKeySealer;
import dev.maos.security.envelope.Target;
import dev.maos.security.keys.PublicKeyInfo;
import dev.maos.security.wire.ByteWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A key between this agent and one other, for an hour: agreed on once by what is sealed for the
 * other and signed, then used for every message without anything asymmetric.
 *
 * <p>The other needs the {@link #opening} before the first message; it waits there like any
 * message, so the other need not be there when the session begins. The price is that whoever gets
 * the other's private key within its lifetime can read the session. Thread-safe.
 */
public final class OutgoingSession {
  /** How long a session lasts. */
  public static final Duration LENGTH = Duration.ofHours(1);

  private final UUID id;
  private final AgentId recipient;
  private final SharedKey key;
  private final SharedKeySealer sealer;
  private final byte[] opening;
  private final Instant openedAt;
  private final AtomicLong numbers = new AtomicLong();

  private OutgoingSession(
      UUID id,
      AgentId recipient,
      SharedKey key,
      SharedKeySealer sealer,
      byte[] opening,
      Instant openedAt) {
    this.id = id;
    this.recipient = recipient;
    this.key = key;
    this.sealer = sealer;
    this.opening = opening;
    this.openedAt = openedAt;
  }

  /** A new session with the holder of this key. */
  public static OutgoingSession open(
      Correspondence from, AgentId recipient, PublicKeyInfo recipientKey) {
    var id = from.newSession();
    var key = SharedKey.generate(0, from.random());
    var letter = new KeyLetter.ForSession(key);
    var opening = from.wrap(letter, recipient.value(), recipientKey, id);
    var sealer = key.sealer(from.deployment(), from.own().agent(), id);
    return new OutgoingSession(id, recipient, key, sealer, opening, from.time().now());
  }

  /** The envelope that brings the key to the other. */
  public byte[] opening() {
    return opening.clone();
  }

  /** The length of {@link #opening} in bytes. */
  public int openingSize() {
    return opening.length;
  }

  /** Writes {@link #opening} as a block. */
  public void putOpening(ByteWriter out) {
    out.block(opening);
  }

  /** The session that the headers of its messages name. */
  public UUID id() {
    return id;
  }

  /** The target that the headers of its messages name. */
  public Target target() {
    return new Target(Target.Type.AGENT, recipient.value(), key.id(), 0);
  }

  /** The number of its next message, from 0. */
  public long nextNumber() {
    return numbers.getAndIncrement();
  }

  /** What seals its messages. */
  public SharedKeySealer sealer() {
    return sealer;
  }

  /** Whether another session is needed by now. */
  public boolean isOver(Instant now) {
    return sealer.isUsedUp() || !now.isBefore(openedAt.plus(LENGTH));
  }

  @Override
  public String toString() {
    return "OutgoingSession[%s, to %s]".formatted(id, recipient);
  }
}

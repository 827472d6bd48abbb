package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.message.Address;
import dev.maos.message.Guarantee;
import dev.maos.message.Headers;
import dev.maos.message.Message;
import dev.maos.message.MessageType;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.EnvelopeKind;
import dev.maos.security.envelope.Origin;
import dev.maos.security.envelope.Place;
import dev.maos.security.envelope.Target;
import dev.maos.security.keys.AgentKey;
import dev.maos.security.keys.KeyId;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.PublicKeyInfo;
import dev.maos.security.session.Correspondence;
import dev.maos.security.session.OutgoingSession;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Makes sealed messages of plain ones. Thread-safe. */
final class Sealing {
  private static final int MAX_SESSIONS = 1_000;
  private static final String NAME_OUTSIDE = "sealed";

  private final SecurityContext context;
  private final AtomicLong number = new AtomicLong();

  // Guarded by itself; a session that has to give way is opened anew when it is needed again.
  private final Map<Between, OutgoingSession> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Between, OutgoingSession> eldest) {
          return size() > MAX_SESSIONS;
        }
      };

  // A rotated key opens new sessions, so that the old one is not needed any more.
  private record Between(AgentId sender, KeyId senderKey, AgentId recipient, KeyId recipientKey) {}

  Sealing(SecurityContext context) {
    this.context = context;
  }

  Message seal(Message message, AgentId recipient, CipherSuite suite) {
    requireAllowed(message, recipient, suite);
    var signer = context.keys().own(message.sender()).key(KeyPurpose.SIGN);
    var content = MessageContent.of(message).bytes();
    var sealed =
        switch (suite) {
          case AES_256_GCM -> inSession(message, recipient, signer, content);
          case SIGNED_CLEAR -> inTheClear(message, recipient, signer, content);
          case RSA_OAEP, HYBRID, HPKE_X25519, HPKE_X25519_CHACHA ->
              forKey(message, recipient, signer, content, suite);
        };
    context.counters().sealed.increment();
    return carrier(message, sealed.payload());
  }

  private void requireAllowed(Message message, AgentId recipient, CipherSuite suite) {
    if (!context.policy().allowedCiphers().contains(suite)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_POLICY,
          "cipher",
          suite.name(),
          "one of " + context.policy().allowedCiphers());
    }
    if (!message.recipient().equals(new Address.ToAgent(recipient))) {
      throw new InvalidInputException(
          ErrorCode.NO_KEY_FOR_RECIPIENT,
          "recipient",
          message.recipient().toString(),
          "agent %s, whose key it is sealed for".formatted(recipient));
    }
    for (var agent : new AgentId[] {message.sender(), recipient}) {
      var reason = context.agents().reasonFor(agent);
      if (reason.isPresent()) {
        throw new MaosException(
            ErrorCode.FORBIDDEN, "agent %s is blocked: %s".formatted(agent, reason.get()));
      }
    }
    var longest = context.policy().maxMessageLifetime();
    if (message.timing().timeToLive().compareTo(longest) > 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TTL,
          "ttl",
          message.timing().timeToLive().toString(),
          "at most maxMessageLifetime: " + longest);
    }
  }

  private SealedPayload forKey(
      Message message, AgentId recipient, AgentKey signer, byte[] content, CipherSuite suite) {
    var purpose = suite.recipientKey().orElseThrow();
    var key = context.keys().sealingKey(recipient, purpose);
    var target = new Target(Target.Type.AGENT, recipient.value(), key.id(), 0);
    var header = header(message, context.processSession(), target, signer);
    var envelope = context.enveloping().seal(suite, header, content, key, signer);
    return new SealedPayload(SealedPayload.NO_OPENING, envelope);
  }

  private SealedPayload inTheClear(
      Message message, AgentId recipient, AgentKey signer, byte[] content) {
    var target = new Target(Target.Type.AGENT, recipient.value(), KeyId.NONE, 0);
    var header = header(message, context.processSession(), target, signer);
    var envelope = context.enveloping().signInTheClear(header, content, signer);
    return new SealedPayload(SealedPayload.NO_OPENING, envelope);
  }

  private SealedPayload inSession(
      Message message, AgentId recipient, AgentKey signer, byte[] content) {
    var session = session(message.sender(), signer, recipient);
    var header = header(message, session.id(), session.target(), signer);
    return new SealedPayload(session.opening(), session.sealer().seal(header, content));
  }

  private OutgoingSession session(AgentId sender, AgentKey signer, AgentId recipient) {
    var key = context.keys().sealingKey(recipient, KeyPurpose.AGREE);
    var between = new Between(sender, signer.info().id(), recipient, key.id());
    synchronized (sessions) {
      var known = sessions.get(between);
      if (known != null && !known.isOver(context.time().now())) {
        return known;
      }
      var fresh = open(sender, recipient, key);
      sessions.put(between, fresh);
      return fresh;
    }
  }

  private OutgoingSession open(AgentId sender, AgentId recipient, PublicKeyInfo key) {
    context.counters().sessions.increment();
    return OutgoingSession.open(correspondence(sender), recipient, key);
  }

  Correspondence correspondence(AgentId sender) {
    return new Correspondence(
        context.enveloping(),
        context.keys().own(sender),
        context.deployment(),
        Reception.openingLifetime(context.policy()),
        context.time(),
        context.ids(),
        context.random());
  }

  private EnvelopeHeader header(Message message, UUID session, Target target, AgentKey signer) {
    var now = Instant.ofEpochMilli(context.time().now().toEpochMilli());
    return new EnvelopeHeader(
        EnvelopeKind.MESSAGE,
        context.deployment(),
        new Origin(message.sender(), signer.info().id(), session),
        target,
        new Place(
            message.topic(),
            context.ids().next(),
            message.priority().lane(),
            number.getAndIncrement(),
            code(message.guarantee()),
            Optional.empty()),
        now,
        now.plus(message.timing().timeToLive()),
        0);
  }

  /** The number that stands for a guarantee in an envelope; it never changes. */
  static int code(Guarantee guarantee) {
    return switch (guarantee) {
      case AT_MOST_ONCE -> 0;
      case AT_LEAST_ONCE -> 1;
      case EXACTLY_ONCE -> 2;
    };
  }

  /** The message that carries the envelope: what routes it, and nothing else. */
  private static Message carrier(Message message, Payload payload) {
    return new Message(
        message.type(),
        message.type() == MessageType.CUSTOM ? NAME_OUTSIDE : "",
        message.sender(),
        message.recipient(),
        message.topic(),
        payload,
        message.priority(),
        message.guarantee(),
        message.timing(),
        message.lineage(),
        message.handling(),
        Headers.NONE);
  }
}

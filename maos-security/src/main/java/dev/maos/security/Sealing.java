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
import dev.maos.security.access.Action;
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
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes sealed messages of plain ones. Thread-safe. */
final class Sealing {
  private static final int MAX_SESSIONS = 1_000;
  private static final int MAX_COUNTED = 10_000;
  private static final String NAME_OUTSIDE = "sealed";

  private final SecurityContext context;

  private final SentNumbers numbers = new SentNumbers(MAX_COUNTED);

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

  /** What is to be sealed, once all is known that does not depend on the suite. */
  private record Draft(Message message, AgentId recipient, Voice voice, Stamp stamp) {
    byte[] content() {
      return MessageContent.of(message).bytes();
    }
  }

  /** An agent of this process, and the key that it signs with. */
  private record Voice(AgentId agent, AgentKey key) {}

  Sealing(SecurityContext context) {
    this.context = context;
  }

  /** A message that begins to live now. */
  Message seal(Message message, AgentId recipient, CipherSuite suite) {
    var now = Instant.ofEpochMilli(context.time().now().toEpochMilli());
    var expires = now.plus(message.timing().timeToLive());
    return seal(message, recipient, suite, new Stamp(context.ids().next(), now, expires));
  }

  /** A message whose identity and times are given. */
  Message seal(Message message, AgentId recipient, CipherSuite suite, Stamp stamp) {
    requireAllowed(message, recipient, suite);
    requireLifetime(stamp);
    var voice = voice(message.sender());
    context.limiter().send(message);
    var draft = new Draft(message, recipient, voice, stamp);
    var sealed =
        switch (suite) {
          case AES_256_GCM -> inSession(draft);
          case SIGNED_CLEAR -> inTheClear(draft);
          case RSA_OAEP, HYBRID, HPKE_X25519, HPKE_X25519_CHACHA, HPKE_XWING ->
              forKey(draft, suite);
        };
    context.counters().sealed.increment();
    return carrier(message, sealed.payload());
  }

  /** A message to a group, to everyone or to another process, signed and not hidden. */
  Message signInTheClear(Message message, Stamp stamp) {
    requireUnblocked(message.sender());
    if (!context.isBetweenProcesses(message)) {
      context.access().require(message.sender(), Action.PUBLISH, message.topic());
    }
    requireLifetime(stamp);
    var voice = voiceFor(message);
    context.limiter().send(message);
    var target = new Target(Target.Type.MANY, message.recipient().toString(), KeyId.NONE, 0);
    long number = numbers.next(voice.agent(), target.name() + " " + message.topic());
    var header = header(message, stamp, voice, context.processSession(), target, number);
    var content = MessageContent.of(message).bytes();
    var envelope = context.enveloping().signInTheClear(header, content, voice.key());
    context.counters().sealed.increment();
    return carrier(message, SealedPayload.of(SealedPayload.NO_OPENING, envelope).payload());
  }

  private Voice voice(AgentId agent) {
    return new Voice(agent, context.keys().signingKey(agent));
  }

  /** What the layer tells is told by any process, so also by one that has no keys of its sender. */
  private Voice voiceFor(Message message) {
    var keys = context.keys();
    var sender = message.sender();
    return context.isOfTheLayer(message) && !keys.owns(sender)
        ? voice(keys.speaker().orElse(sender))
        : voice(sender);
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
    requireUnblocked(message.sender());
    requireUnblocked(recipient);
    context.access().require(message.sender(), Action.PUBLISH, message.topic());
  }

  /** Asks of a message that goes out as it is what is asked of every sender. */
  void requirePlain(Message message) {
    requireUnblocked(message.sender());
    if (message.recipient() instanceof Address.ToAgent(var recipient)) {
      requireUnblocked(recipient);
    }
    context.access().require(message.sender(), Action.PUBLISH, message.topic());
    context.limiter().send(message);
  }

  private void requireUnblocked(AgentId agent) {
    var reason = context.agents().reasonFor(agent);
    if (reason.isPresent()) {
      throw new MaosException(
          ErrorCode.FORBIDDEN, "agent %s is blocked: %s".formatted(agent, reason.get()));
    }
  }

  private void requireLifetime(Stamp stamp) {
    var longest = context.policy().maxMessageLifetime();
    var life = Duration.between(stamp.createdAt(), stamp.expiresAt());
    if (life.compareTo(longest) > 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TTL, "ttl", life.toString(), "at most maxMessageLifetime: " + longest);
    }
  }

  private SealedPayload forKey(Draft draft, CipherSuite suite) {
    var purpose = suite.recipientKey().orElseThrow();
    var key = context.keys().sealingKey(draft.recipient(), purpose);
    var header = header(draft, key.id());
    var envelope =
        context.enveloping().seal(suite, header, draft.content(), key, draft.voice().key());
    return SealedPayload.of(SealedPayload.NO_OPENING, envelope);
  }

  private SealedPayload inTheClear(Draft draft) {
    var header = header(draft, KeyId.NONE);
    var envelope =
        context.enveloping().signInTheClear(header, draft.content(), draft.voice().key());
    return SealedPayload.of(SealedPayload.NO_OPENING, envelope);
  }

  private SealedPayload inSession(Draft draft) {
    var session = session(draft);
    var header = header(draft, session.id(), session.target(), session.nextNumber());
    return SealedPayload.inSession(session, header, MessageContent.of(draft.message()));
  }

  private OutgoingSession session(Draft draft) {
    var sender = draft.message().sender();
    var recipient = draft.recipient();
    var key = context.keys().sealingKey(recipient, KeyPurpose.AGREE);
    var between = new Between(sender, draft.voice().key().info().id(), recipient, key.id());
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
    var from =
        new Correspondence(
            context.enveloping(),
            context.keys().own(sender),
            context.deployment(),
            Reception.openingLifetime(context.policy()),
            context.time(),
            context.ids(),
            context.random());
    return OutgoingSession.open(from, recipient, key);
  }

  private EnvelopeHeader header(Draft draft, KeyId recipientKey) {
    var target = new Target(Target.Type.AGENT, draft.recipient().value(), recipientKey, 0);
    long number = numbers.next(draft.voice().agent(), draft.recipient().value());
    return header(draft, context.processSession(), target, number);
  }

  private EnvelopeHeader header(Draft draft, UUID session, Target target, long number) {
    return header(draft.message(), draft.stamp(), draft.voice(), session, target, number);
  }

  private EnvelopeHeader header(
      Message message, Stamp stamp, Voice voice, UUID session, Target target, long number) {
    return new EnvelopeHeader(
        EnvelopeKind.MESSAGE,
        context.deployment(),
        new Origin(voice.agent(), voice.key().info().id(), session),
        target,
        new Place(
            message.topic(),
            stamp.messageId(),
            message.priority().lane(),
            number,
            code(message.guarantee()),
            Optional.empty()),
        stamp.createdAt(),
        stamp.expiresAt(),
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
  private Message carrier(Message message, Payload payload) {
    int longest = context.policy().maxEnvelopeBytes();
    if (payload.size() > longest) {
      throw new InvalidInputException(
          ErrorCode.PAYLOAD_TOO_LARGE,
          "payload",
          "%d bytes when sealed".formatted(payload.size()),
          "at most maxEnvelopeBytes: " + longest);
    }
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

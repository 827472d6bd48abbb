package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.MaosException;
import dev.maos.base.Topic;
import dev.maos.message.Address;
import dev.maos.message.Claim;
import dev.maos.message.Message;
import dev.maos.message.MessageGuard;
import dev.maos.message.MessageId;
import dev.maos.security.SecurityPolicy.Demand;
import dev.maos.security.access.Action;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.envelope.EnvelopeHeader;
import dev.maos.security.envelope.EnvelopeKind;
import dev.maos.security.envelope.SealedEnvelope;
import dev.maos.security.envelope.SignatureKind;
import dev.maos.security.envelope.Target;
import dev.maos.security.session.Correspondence;
import dev.maos.security.session.IncomingKeys;
import dev.maos.security.session.OutgoingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes plain messages of sealed ones, and refuses all that is not as it should be.
 *
 * <p>The cheap questions come first, and no key is used before the policy has its say: size, form,
 * suite and kind, direction, time, block, whose key, signature, permission, replay, and only then
 * the decryption. Thread-safe.
 */
final class Reception {
  private static final int MOST_RANGES_OF_ONE = 50_000;
  private static final int MOST_RANGES = 500_000;

  private final SecurityContext context;
  private final IncomingKeys incoming;
  private final ReplayWindow window;
  private final ArrivalOrder order;

  Reception(SecurityContext context) {
    this.context = context;
    this.incoming = new IncomingKeys(context.time(), context.policy().maxMessageLifetime());
    this.window = new ReplayWindow(context.time(), MOST_RANGES_OF_ONE, MOST_RANGES);
    this.order = new ArrivalOrder(context.counters());
  }

  /** How long the opening of a session counts: its last message may be on its way so long. */
  static Duration openingLifetime(SecurityPolicy policy) {
    return policy.maxMessageLifetime().plus(OutgoingSession.LENGTH);
  }

  double memoryLoad() {
    return window.load();
  }

  /** A message that is taken once: it is remembered from now on. */
  Message open(Message carrier, AgentId sender) {
    var reader = carrier.recipient().toString();
    var letter = Letter.of(carrier, reader, context.policy().maxEnvelopeBytes());
    var opened = counted(carrier, () -> opened(letter, sender));
    if (isRemembering()) {
      letter.header().ifPresent(header -> takeOnce(carrier, header));
    }
    return opened;
  }

  private void takeOnce(Message carrier, EnvelopeHeader header) {
    var _ =
        counted(
            carrier,
            () -> {
              window.requireRoom(header);
              return header;
            });
    // Whoever cannot be asked is no reason to count a message as refused.
    var use = context.sharing().numbers().accept(header, keep(header));
    var _ =
        counted(
            carrier,
            () -> {
              requireFirst(use);
              remember(header);
              return header;
            });
  }

  private static void requireFirst(SharedNumbers.Use use) {
    switch (use) {
      case FIRST -> {}
      case AGAIN -> throw new SecurityRejectedException(Rejection.REPLAYED);
      case NO_ROOM -> throw new SecurityRejectedException(Rejection.REPLAY_MEMORY_FULL);
    }
  }

  /** Takes messages apart, and learns which of them another process has handled. */
  List<MessageGuard.Arrival> arriving(List<Claim> claims) {
    var arrivals = new ArrayList<MessageGuard.Arrival>(claims.size());
    var headers = new ArrayList<EnvelopeHeader>(claims.size());
    for (var claim : claims) {
      var envelope = claim.envelope();
      var reader = claim.queue().toString();
      var letter = Letter.of(envelope.message(), reader, context.policy().maxEnvelopeBytes());
      arrivals.add(new Arrived(this, envelope, letter));
      if (letter instanceof Letter.Sealed sealed && isPlausible(sealed)) {
        headers.add(sealed.counted());
      }
    }
    if (isRemembering()) {
      learn(headers);
    }
    return arrivals;
  }

  /** Nobody is asked, and nothing is remembered, about what is refused without a key. */
  private boolean isPlausible(Letter.Sealed sealed) {
    try {
      requirePlausible(sealed, sealed.carrier().sender());
      return true;
    } catch (SecurityRejectedException _) {
      return false;
    }
  }

  private void learn(List<EnvelopeHeader> headers) {
    for (var header : context.sharing().numbers().accepted(headers)) {
      learn(header);
    }
  }

  private void learn(EnvelopeHeader header) {
    try {
      window.requireRoom(header);
      remember(header);
    } catch (SecurityRejectedException _) {
      // It is known here already, or there is no room, and then nothing more is let in.
    }
  }

  /** A message of the bus, which may bring it again until it was {@link #handled}. */
  Message admit(MessageId id, Letter letter) {
    var carrier = letter.carrier();
    return counted(
        carrier,
        () -> {
          var opened = opened(letter, carrier.sender());
          letter.header().ifPresent(header -> requireIdentity(header, id));
          return opened;
        });
  }

  private void requireIdentity(EnvelopeHeader header, MessageId id) {
    if (!header.place().messageId().equals(id.uuid())) {
      throw new SecurityRejectedException(Rejection.MISDIRECTED);
    }
    if (isRemembering()) {
      window.requireRoom(header);
    }
  }

  /** The bus is done with a message; from now on it is refused. */
  void handled(Letter letter) {
    if (isRemembering()) {
      letter.header().ifPresent(header -> handled(letter.carrier(), header));
    }
  }

  private void handled(Message carrier, EnvelopeHeader header) {
    context.sharing().numbers().acceptSoon(header, keep(header));
    try {
      remember(header);
    } catch (SecurityRejectedException known) {
      // It was acknowledged twice.
      refused(carrier, known.reason());
    }
  }

  private <T> T counted(Message carrier, Supplier<T> opening) {
    try {
      return opening.get();
    } catch (SecurityRejectedException e) {
      refused(carrier, e.reason());
      throw e;
    } catch (MaosException e) {
      refused(carrier, Rejection.MALFORMED);
      throw e;
    }
  }

  private void refused(Message carrier, Rejection reason) {
    context.counters().rejected(reason);
    context.audit().rejected(carrier, reason);
  }

  private Message opened(Letter letter, AgentId sender) {
    return switch (letter) {
      case Letter.Plain(var carrier) -> plain(carrier, sender);
      case Letter.Sealed sealed -> opened(sealed, sender);
      case Letter.Unreadable(_, var why) -> throw why;
    };
  }

  private Message opened(Letter.Sealed sealed, AgentId sender) {
    var carrier = sealed.carrier();
    var envelope = sealed.envelope();
    var header = envelope.header();
    requirePlausible(sealed, sender);
    requireUnblocked(sender);
    var origin = header.origin();
    requireUnblocked(origin.sender());
    var key = context.keys().verifyingKey(origin.sender(), origin.key());
    if (envelope.signatureKind() != SignatureKind.TAG) {
      context.enveloping().verify(envelope, key);
    }
    requirePermission(origin.sender(), carrier);
    checkReplay(sealed.counted());
    var content = MessageContent.read(plaintext(sealed));
    var message = content.in(carrier);
    // Only now it is certain whom it comes from, in a session too; nobody else pays for it.
    context.limiter().receive(origin.sender(), message);
    context.counters().opened.increment();
    order.arrived(sealed.counted());
    return message;
  }

  /** Asks all that can be asked without a key. */
  private void requirePlausible(Letter.Sealed sealed, AgentId sender) {
    var header = sealed.envelope().header();
    requireAllowed(sealed);
    requireDirection(header, sealed.carrier(), sender);
    requireTime(header, context.policy().maxMessageLifetime());
  }

  private Message plain(Message carrier, AgentId sender) {
    if (context.policy().authentication() == Demand.REQUIRED) {
      throw new SecurityRejectedException(Rejection.NOT_ALLOWED);
    }
    if (!carrier.sender().equals(sender)) {
      throw new SecurityRejectedException(Rejection.MISDIRECTED);
    }
    requireUnblocked(sender);
    requirePermission(sender, carrier);
    context.limiter().receive(sender, carrier);
    context.counters().plain.increment();
    return carrier;
  }

  private SealedEnvelope read(byte[] bytes) {
    return SealedEnvelope.read(bytes, context.policy().maxEnvelopeBytes());
  }

  private void requireAllowed(Letter.Sealed sealed) {
    var envelope = sealed.envelope();
    boolean isAllowed =
        context.policy().allowedCiphers().contains(envelope.suite())
            || (envelope.suite() == CipherSuite.SIGNED_CLEAR
                && context.isOfTheLayer(sealed.carrier()));
    if (!isAllowed || envelope.header().kind() != EnvelopeKind.MESSAGE) {
      throw new SecurityRejectedException(Rejection.NOT_ALLOWED);
    }
  }

  private void requireDirection(EnvelopeHeader header, Message carrier, AgentId sender) {
    var place = header.place();
    var fits =
        header.deployment().equals(context.deployment())
            && isSignedFor(header, carrier)
            && carrier.sender().equals(sender)
            && place.topic().equals(carrier.topic())
            && place.lane() == carrier.priority().lane()
            && place.guarantee() == Sealing.code(carrier.guarantee())
            && isFor(header.target(), carrier);
    if (!fits) {
      throw new SecurityRejectedException(Rejection.MISDIRECTED);
    }
  }

  /** By its sender itself, or by anybody where the layer speaks. */
  private boolean isSignedFor(EnvelopeHeader header, Message carrier) {
    return header.origin().sender().equals(carrier.sender())
        || (header.target().type() == Target.Type.MANY && context.isOfTheLayer(carrier));
  }

  private boolean isFor(Target target, Message carrier) {
    return switch (target.type()) {
      case AGENT ->
          carrier.recipient() instanceof Address.ToAgent(var agent)
              && target.name().equals(agent.value());
      case MANY ->
          (!(carrier.recipient() instanceof Address.ToAgent) || context.isBetweenProcesses(carrier))
              && target.name().equals(carrier.recipient().toString());
      case TOPIC_GROUP -> false;
    };
  }

  /** Asks of an open message, once more, what may have changed since it was opened. */
  void requireWelcome(Message message) {
    var _ =
        counted(
            message,
            () -> {
              requireUnblocked(message.sender());
              requirePermission(message.sender(), message);
              return message;
            });
  }

  private void requireTime(EnvelopeHeader header, Duration longest) {
    var now = context.time().now();
    var skew = context.policy().clockSkew();
    if (header.createdAt().isAfter(now.plus(skew))
        || now.isAfter(header.expiresAt().plus(skew))
        || life(header).compareTo(longest) > 0) {
      throw new SecurityRejectedException(Rejection.OUT_OF_TIME);
    }
  }

  private static Duration life(EnvelopeHeader header) {
    return Duration.between(header.createdAt(), header.expiresAt());
  }

  private void requireUnblocked(AgentId sender) {
    if (context.agents().reasonFor(sender).isPresent()) {
      throw new SecurityRejectedException(Rejection.BLOCKED);
    }
  }

  private void requirePermission(AgentId sender, Message carrier) {
    if (context.isBetweenProcesses(carrier)) {
      return;
    }
    requireAllowed(sender, Action.PUBLISH, carrier.topic());
    if (carrier.recipient() instanceof Address.ToAgent(var recipient)) {
      requireAllowed(recipient, Action.CONSUME, carrier.topic());
    }
  }

  private void requireAllowed(AgentId agent, Action action, Topic topic) {
    if (!context.access().explain(agent, action, topic).allows()) {
      throw new SecurityRejectedException(Rejection.NOT_PERMITTED);
    }
  }

  private boolean isRemembering() {
    return context.policy().replayProtection() == Demand.REQUIRED;
  }

  private void checkReplay(EnvelopeHeader header) {
    if (isRemembering()) {
      window.check(header);
    }
  }

  private void remember(EnvelopeHeader header) {
    window.add(header, until(header));
  }

  private Instant until(EnvelopeHeader header) {
    return header.expiresAt().plus(context.policy().clockSkew()).plusMillis(1);
  }

  // The tables go by a clock of their own, so another skew is added to what is left here.
  private Duration keep(EnvelopeHeader header) {
    var left = Duration.between(context.time().now(), until(header));
    return (left.isNegative() ? Duration.ZERO : left).plus(context.policy().clockSkew());
  }

  private byte[] plaintext(Letter.Sealed sealed) {
    var envelope = sealed.envelope();
    return switch (envelope.suite()) {
      case SIGNED_CLEAR -> context.enveloping().readInTheClear(envelope);
      case AES_256_GCM -> {
        acceptOpening(sealed);
        yield incoming.opener(envelope).open(envelope);
      }
      case RSA_OAEP, HYBRID, HPKE_X25519, HPKE_X25519_CHACHA, HPKE_XWING -> openWithKey(envelope);
    };
  }

  private byte[] openWithKey(SealedEnvelope envelope) {
    var target = envelope.header().target();
    var key = context.keys().openingKey(AgentId.of(target.name()), target.key());
    if (envelope.suite().recipientKey().filter(key.info().purpose()::equals).isEmpty()) {
      throw new SecurityRejectedException(Rejection.UNKNOWN_KEY);
    }
    return context.enveloping().open(envelope, key);
  }

  /** Takes the key of the session, if it did not come before. */
  private void acceptOpening(Letter.Sealed sealed) {
    var message = sealed.envelope().header();
    if (incoming.knowsSession(message)) {
      return;
    }
    var opening = read(sealed.payload().opening());
    var header = opening.header();
    var fits =
        header.kind() == EnvelopeKind.KEY_WRAP
            && opening.suite() == CipherSuite.HPKE_X25519
            && header.deployment().equals(context.deployment())
            && header.origin().sender().equals(message.origin().sender())
            && header.target().name().equals(message.target().name())
            && header.place().topic().equals(Correspondence.KEYS);
    if (!fits) {
      throw new SecurityRejectedException(Rejection.MISDIRECTED);
    }
    requireTime(header, openingLifetime(context.policy()));
    var sender = header.origin().sender();
    var key = context.keys().verifyingKey(sender, header.origin().key());
    context.enveloping().verify(opening, key);
    incoming.accept(opening, openWithKey(opening));
  }
}

package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.event.Event;
import dev.maos.event.EventGuard;
import dev.maos.security.access.Action;
import dev.maos.security.audit.AuditKind;
import java.util.Optional;

/**
 * Guards events. An event is signed by its source; what the layer itself announces is signed by its
 * source too, or by the first agent of the process that announces it. Thread-safe.
 */
final class EventDoors implements EventGuard {
  // Between the name of another signer and its signature; neither has one.
  private static final char BY = ':';

  private final SecurityContext context;
  private final Testimony testimony;

  EventDoors(SecurityContext context) {
    this.context = context;
    this.testimony = new Testimony(context);
  }

  @Override
  public Optional<String> dispatching(Event event) {
    var source = event.source();
    var reason = context.agents().reasonFor(source);
    if (reason.isPresent()) {
      throw new MaosException(
          ErrorCode.FORBIDDEN, "agent %s is blocked: %s".formatted(source, reason.get()));
    }
    context.access().require(source, Action.PUBLISH, event.topic());
    testimony.requireVoice(source);
    return testimony.sign(source, signed(event, source));
  }

  @Override
  public Optional<String> announcing(Event event) {
    var source = event.source();
    return testimony
        .sign(source, signed(event, source))
        .or(() -> context.keys().speaker().flatMap(any -> announcing(event, any)));
  }

  private Optional<String> announcing(Event event, AgentId signer) {
    return testimony
        .sign(signer, signed(event, signer))
        .map(signature -> signer.value() + BY + signature);
  }

  @Override
  public boolean believes(Event event) {
    boolean isBelieved = isSigned(event) && mayTell(event);
    if (!isBelieved) {
      context.counters().eventsRefused.increment();
      context.audit().note(AuditKind.EVENT_REJECTED, event.source(), event.id().toString());
    }
    return isBelieved;
  }

  private boolean isSigned(Event event) {
    var signature = event.metadata().getOrDefault(EventGuard.SIGNATURE, "");
    int by = signature.indexOf(BY);
    return by < 0
        ? isSignedBy(event, event.source(), signature)
        : event.topic().isReserved()
            && isAnnouncedBy(event, signature.substring(0, by), signature.substring(by + 1));
  }

  // The time is signed with all the rest, but it is the signer who says it: with a key that was
  // replaced one can still tell what claims to be old. A key that was stolen has to be revoked.
  private boolean isSignedBy(Event event, AgentId signer, String signature) {
    return testimony.isOf(signer, signature, signed(event, signer), event.time());
  }

  private boolean isAnnouncedBy(Event event, String name, String signature) {
    try {
      var signer = AgentId.of(name);
      return isWelcome(signer) && !signature.isEmpty() && isSignedBy(event, signer, signature);
    } catch (InvalidInputException _) {
      return false;
    }
  }

  private boolean mayTell(Event event) {
    return isWelcome(event.source())
        && (event.topic().isReserved()
            || context.access().explain(event.source(), Action.PUBLISH, event.topic()).allows());
  }

  @Override
  public boolean mayHear(AgentId subscriber, Event event) {
    var mayHear =
        isWelcome(subscriber)
            && context.access().explain(subscriber, Action.CONSUME, event.topic()).allows();
    if (!mayHear) {
      context.counters().denied.increment();
      context.audit().note(AuditKind.ACCESS_DENIED, subscriber, "consume on " + event.topic());
    }
    return mayHear;
  }

  private boolean isWelcome(AgentId agent) {
    return context.agents().reasonFor(agent).isEmpty();
  }

  private byte[] signed(Event event, AgentId signer) {
    return EventForm.of(event, context.deployment(), signer);
  }
}

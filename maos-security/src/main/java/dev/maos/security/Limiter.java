package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.message.Message;
import dev.maos.monitor.Counter;
import dev.maos.security.audit.AuditKind;
import dev.maos.security.crypto.Rejection;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.limits.Charge;
import dev.maos.security.limits.LimitAnswer;
import dev.maos.security.limits.LimitPolicy;
import dev.maos.security.limits.LimitStore;
import dev.maos.security.limits.RateLimitedException;
import java.util.List;

/**
 * Counts what agents send, at both ends; trusted ones are not counted. Thread-safe.
 *
 * <p>What is sent and what is received is counted apart: an agent of this process that writes to
 * another one here is charged once at each end.
 */
final class Limiter {
  private static final String SENT = "sent";
  private static final String RECEIVED = "received";

  private final LimitPolicy sending;
  private final LimitPolicy receiving;
  private final LimitStore store;
  private final Blocklist agents;
  private final Audit audit;
  private final Counter limited;

  Limiter(
      LimitPolicy sending,
      LimitPolicy receiving,
      LimitStore store,
      Blocklist agents,
      Audit audit,
      Counter limited) {
    this.sending = sending;
    this.receiving = receiving;
    this.store = store;
    this.agents = agents;
    this.audit = audit;
    this.limited = limited;
  }

  /** Charges an agent of this process for a message, or tells it why not. */
  void send(Message message) {
    var answer = take(sending, SENT, message.sender(), message);
    if (!(answer instanceof LimitAnswer.Taken)) {
      limited.increment();
      audit.note(AuditKind.RATE_LIMITED, message.sender(), "");
    }
    requireTaken(answer, message.sender());
  }

  private static void requireTaken(LimitAnswer answer, AgentId sender) {
    switch (answer) {
      case LimitAnswer.Taken() -> {}
      case LimitAnswer.TooMuch(var charge, var wait) ->
          throw RateLimitedException.after(told(sender, charge), wait);
      case LimitAnswer.Never(var charge) -> throw RateLimitedException.never(told(sender, charge));
      case LimitAnswer.Full(var wait) ->
          throw RateLimitedException.after("no room to count agent %s".formatted(sender), wait);
    }
  }

  private static String told(AgentId sender, Charge charge) {
    return "agent %s may send %s".formatted(sender, charge.rate());
  }

  /** Charges who has shown that a message comes from it, or refuses the message. */
  void receive(AgentId from, Message message) {
    if (!(take(receiving, RECEIVED, from, message) instanceof LimitAnswer.Taken)) {
      throw new SecurityRejectedException(Rejection.RATE_LIMITED);
    }
  }

  private LimitAnswer take(LimitPolicy policy, String scope, AgentId whom, Message message) {
    var charges =
        agents.isTrusted(whom)
            ? List.<Charge>of()
            : policy.charges(scope, whom, message.topic(), message.payload().size());
    return charges.isEmpty() ? new LimitAnswer.Taken() : store.take(charges);
  }

  double load() {
    return store.load();
  }
}

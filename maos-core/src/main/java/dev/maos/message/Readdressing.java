package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.InboxSpec.LaneOrder;
import dev.maos.message.InboxSpec.Sources;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round through the inbox of an agent that is gone: takes what waits there under a lease, sends
 * on what was meant for whoever is able, and hands the rest back uncounted.
 *
 * <p>A message is sent on and acknowledged in one step, so that it is never in two inboxes or in
 * none, whoever dies; and several processes may do this at the same time, since each message is
 * claimed by one of them. At-most-once messages are taken for good by being taken: a process that
 * dies in between loses them, as it may.
 */
final class Readdressing {
  private static final Logger LOG = LoggerFactory.getLogger(Readdressing.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int ROUND = 64;
  private static final int MOST_TAKEN = 20_000;
  private static final int MOST_HOLDERS = 5;

  private final BusContext bus;
  private final AgentId gone;
  private final Settler settler;
  private final List<Envelope> keptOnce = new ArrayList<>();
  private int moved;
  private int left;
  private int buried;

  Readdressing(BusContext bus, AgentId gone) {
    this.bus = bus;
    this.gone = gone;
    // It buries by its own rule, not by how often a message was claimed.
    var patient = SubscriptionOptions.defaults().maxDeliveries(1_000);
    this.settler = new Settler(bus, gone, patient, new SubscriptionCounters());
  }

  Readdressed run() {
    // What it does not settle is handed back when it closes.
    // It moves messages and reads none, so no guard opens them, nor refuses what is not for it.
    var storage = GuardedTransport.storage(bus.transport());
    try (var inbox = storage.open(spec(), () -> {})) {
      takeAll(inbox);
    } finally {
      if (!keptOnce.isEmpty()) {
        var _ = bus.transport().send(keptOnce);
      }
    }
    return new Readdressed(moved, left, buried);
  }

  private InboxSpec spec() {
    return new InboxSpec(
        gone,
        TopicPattern.of(">"),
        MessageFilter.ANY,
        Optional.empty(),
        StartAt.LATEST,
        LEASE,
        LaneOrder.WEIGHTED,
        WhenFull.LAGGING,
        WhenBufferFull.DROP_OLDEST,
        Sources.DIRECT);
  }

  private void takeAll(Inbox inbox) {
    var claims = inbox.take(ROUND);
    int taken = 0;
    while (!claims.isEmpty()) {
      for (var claim : claims) {
        if (settler.admits(inbox, claim, bus.time().micros())) {
          treat(inbox, claim);
        }
      }
      taken += claims.size();
      claims = taken < MOST_TAKEN ? inbox.take(ROUND) : List.of();
    }
  }

  private void treat(Inbox inbox, Claim claim) {
    var assignment = claim.envelope().message().handling().assignment();
    if (assignment.isEmpty()) {
      keep(claim);
      return;
    }
    if (assignment.get().holders() >= MOST_HOLDERS) {
      bury(inbox, claim, assignment.get());
      return;
    }
    var next = nextHolder(claim.envelope().message(), assignment.get());
    if (next.isEmpty() || !isMoved(inbox, claim, next.get(), assignment.get().after(gone))) {
      left++;
      keep(claim);
    }
  }

  private Optional<AgentId> nextHolder(Message message, Assignment assignment) {
    var earlier = new HashSet<>(assignment.earlier());
    earlier.add(gone);
    var handling = message.handling();
    var key = handling.idempotencyKey().or(handling::orderingKey);
    return bus.agents().find(assignment.wanted(), earlier, key);
  }

  private boolean isMoved(Inbox inbox, Claim claim, AgentId next, Assignment assignment) {
    var envelope = claim.envelope().readdressed(next, assignment);
    try {
      if (isAtMostOnce(claim.envelope())) {
        var _ = bus.transport().send(List.of(envelope));
      } else if (settler.moveTo(inbox, claim, envelope) != Settled.NOW) {
        return false;
      }
    } catch (QueueFullException full) {
      return false;
    }
    moved++;
    LOG.atInfo()
        .addKeyValue("messageId", envelope.id())
        .addKeyValue("from", gone)
        .addKeyValue("to", next)
        .log("a message goes to another agent that is able");
    return true;
  }

  private void bury(Inbox inbox, Claim claim, Assignment assignment) {
    if (isAtMostOnce(claim.envelope())) {
      buried++;
      return;
    }
    var holders = new ArrayList<>(assignment.earlier());
    holders.add(gone);
    var answer = settler.bury(inbox, claim, Reason.EXHAUSTED, "gone with it are " + holders);
    buried += answer == Settled.NOW ? 1 : 0;
  }

  private void keep(Claim claim) {
    if (isAtMostOnce(claim.envelope())) {
      keptOnce.add(claim.envelope());
    }
  }

  private static boolean isAtMostOnce(Envelope envelope) {
    return envelope.message().guarantee() == Guarantee.AT_MOST_ONCE;
  }
}

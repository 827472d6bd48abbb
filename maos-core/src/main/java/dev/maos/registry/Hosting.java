package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.InvalidInputException;
import dev.maos.registry.AgentStore.Claim;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents of this process: registers them, writes their states, and notices when one of their
 * ids is taken. Thread-safe.
 */
final class Hosting implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Hosting.class);
  private static final int BATCH = 1_000;

  private final RegistryContext registry;
  private final SessionId session;
  private final Announcements announcements;
  private final Map<AgentId, Registration> held = new ConcurrentHashMap<>();
  private final Set<Registration> pending = ConcurrentHashMap.newKeySet();
  private final StateWriter writer;

  Hosting(RegistryContext registry, SessionId session, Announcements announcements) {
    this.registry = registry;
    this.session = session;
    this.announcements = announcements;
    this.writer = new StateWriter(registry, session, this);
  }

  SessionId session() {
    return session;
  }

  StateWriter writer() {
    return writer;
  }

  Collection<Registration> held() {
    return held.values();
  }

  /** Whether an agent is here, in this registration. */
  boolean isHere(Prober.Question question) {
    return Optional.ofNullable(held.get(question.agent()))
        .filter(Registration::isHeld)
        .filter(its -> its.incarnation() == question.incarnation())
        .isPresent();
  }

  // Coming.

  List<Registration> register(List<AgentDescriptor> agents, AgentState state) {
    agents.forEach(agent -> registry.surroundings().guard().admit(agent, holder(agent.id())));
    var registrations = new ArrayList<Registration>(agents.size());
    for (int from = 0; from < agents.size(); from += BATCH) {
      var batch = agents.subList(from, Math.min(agents.size(), from + BATCH));
      registrations.addAll(registerBatch(batch, state));
    }
    return registrations;
  }

  private Optional<AgentRecord> holder(AgentId agent) {
    return registry.directory().seat(agent).map(Seat::record);
  }

  private List<Registration> registerBatch(List<AgentDescriptor> agents, AgentState state) {
    var batch = agents.stream().map(agent -> new Registration(this, agent, state)).toList();
    pending.addAll(batch);
    try {
      var answers = enrol(batch, Claim.TAKE);
      for (int i = 0; i < batch.size(); i++) {
        admitted(batch.get(i), answers.get(i));
      }
    } finally {
      batch.forEach(pending::remove);
    }
    return batch;
  }

  private List<Enrolment> enrol(List<Registration> batch, Claim how) {
    return registry
        .store()
        .register(
            session,
            registry.options().rhythm(),
            batch.stream().map(Registration::descriptor).toList(),
            batch.stream().map(Registration::state).toList(),
            how);
  }

  private void admitted(Registration registration, Enrolment enrolment) {
    var before = held.put(registration.agent(), registration);
    boolean isNewest = note(registration, enrolment);
    if (before != null && before != registration) {
      lose(before, "this process has registered it anew");
    }
    registry.counters().registrations.increment();
    announcements.created(registration);
    if (!isNewest) {
      lose(registration, "another process has registered it since");
    }
  }

  /** Puts a registration into the view before it comes back in the log. */
  private boolean note(Registration registration, Enrolment enrolment) {
    boolean isNewest = registration.admitted(enrolment.incarnation());
    var record =
        new AgentRecord(
            registration.descriptor(),
            session,
            enrolment.incarnation(),
            enrolment.incarnation(),
            StoreTime.instant(enrolment.atMicros()),
            registration.state());
    registry
        .directory()
        .begin(new SessionBeat(session, registry.options().rhythm(), 0, enrolment.atMicros()));
    registry.directory().putOwn(record);
    return isNewest;
  }

  /** Registers again what is held here, where nobody else has taken it meanwhile. */
  void renew(Collection<Registration> registrations) {
    var all = List.copyOf(registrations);
    for (int from = 0; from < all.size(); from += BATCH) {
      renewBatch(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
  }

  private void renewBatch(List<Registration> batch) {
    List<Enrolment> answers;
    try {
      answers = enrol(batch, Claim.RENEW);
    } catch (InvalidInputException conflict) {
      if (batch.size() == 1) {
        lose(batch.getFirst(), String.valueOf(conflict.getMessage()));
      } else {
        batch.forEach(one -> renewBatch(List.of(one)));
      }
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      renewed(batch.get(i), answers.get(i));
    }
  }

  private void renewed(Registration registration, Enrolment enrolment) {
    if (!enrolment.isAdmitted()) {
      lose(registration, "another process has registered it");
    } else if (!note(registration, enrolment)) {
      // It has left while it was being registered again.
      var again = new Departure(registration.agent(), enrolment.incarnation(), "it has left");
      writer.leaveSoon(again);
    }
  }

  // Going.

  void leave(Registration registration, Departure departure) {
    if (!registration.left()) {
      return;
    }
    held.remove(registration.agent(), registration);
    registry.directory().leftOwn(departure.agent(), departure.incarnation());
    announcements.destroyed(registration, departure.reason());
    writer.leave(departure);
  }

  void lose(Registration registration, String reason) {
    held.remove(registration.agent(), registration);
    boolean wasHeld = registration.isHeld();
    var listeners = registration.lost(reason);
    if (!wasHeld) {
      return;
    }
    registry.counters().lost.increment();
    announcements.superseded(registration, reason);
    LOG.atWarn()
        .addKeyValue("agent", registration.agent())
        .addKeyValue("reason", InvalidInputException.escape(reason))
        .log("an agent's registration is lost; it must stop here");
    listeners.forEach(listener -> Thread.startVirtualThread(() -> listener.accept(reason)));
  }

  void announceStatus(Registration registration, AgentStatus before, AgentStatus next) {
    announcements.status(registration, before, next);
  }

  /** Somebody has registered an agent: if it is one of ours, and elsewhere, ours has to stop. */
  void read(StoreChange change) {
    if (!(change instanceof StoreChange.Registered(var record))
        || record.session().equals(session)) {
      return;
    }
    var ours = held.get(record.id());
    var reason = record.session() + " has registered it";
    if (ours != null && ours.isSupersededBy(record.incarnation())) {
      lose(ours, reason);
    }
    for (var registration : pending) {
      if (registration.agent().equals(record.id())
          && registration.isSupersededBy(record.incarnation())) {
        lose(registration, reason);
      }
    }
  }

  /** Everybody has left with the process. */
  @Override
  public void close() {
    for (var registration : List.copyOf(held.values())) {
      if (registration.left()) {
        announcements.destroyed(registration, Announcements.CLOSED);
      }
    }
    held.clear();
    writer.close();
  }
}

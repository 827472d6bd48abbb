package dev.maos.testkit;

import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStore;
import dev.maos.registry.Beats;
import dev.maos.registry.Changes;
import dev.maos.registry.Departure;
import dev.maos.registry.Enrolment;
import dev.maos.registry.Position;
import dev.maos.registry.RecordPage;
import dev.maos.registry.Rhythm;
import dev.maos.registry.SessionBeat;
import dev.maos.registry.SessionId;
import dev.maos.registry.StateChange;
import dev.maos.registry.Written;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store that hands on what it is asked to another one. */
abstract class ForwardingAgentStore implements AgentStore {
  /** The one that is asked now, for each question anew. */
  abstract AgentStore asked();

  @Override
  public List<Enrolment> register(
      SessionId session,
      Rhythm rhythm,
      List<AgentDescriptor> agents,
      List<AgentState> states,
      Claim how) {
    return asked().register(session, rhythm, agents, states, how);
  }

  @Override
  public Optional<SessionBeat> beat(SessionId session, long number) {
    return asked().beat(session, number);
  }

  @Override
  public List<Written> write(SessionId session, List<StateChange> changes) {
    return asked().write(session, changes);
  }

  @Override
  public List<Written> leave(SessionId session, List<Departure> departures) {
    return asked().leave(session, departures);
  }

  @Override
  public void end(SessionId session, String reason) {
    asked().end(session, reason);
  }

  @Override
  public RecordPage records(String token, int limit) {
    return asked().records(token, limit);
  }

  @Override
  public Position position() {
    return asked().position();
  }

  @Override
  public Changes changes(Position after, int limit) {
    return asked().changes(after, limit);
  }

  @Override
  public Beats beats() {
    return asked().beats();
  }

  @Override
  public int forget(Duration silence) {
    return asked().forget(silence);
  }
}

package dev.maos.redis.agents;

import static dev.maos.redis.agents.Steps.bytes;

import dev.maos.redis.link.LinkException;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.Reply;
import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentPlaces;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.AgentState;
import dev.maos.registry.AgentStore;
import dev.maos.registry.Beats;
import dev.maos.registry.Changes;
import dev.maos.registry.Changes.Continuity;
import dev.maos.registry.Departure;
import dev.maos.registry.DescriptorForm;
import dev.maos.registry.Enrolment;
import dev.maos.registry.Position;
import dev.maos.registry.RecordPage;
import dev.maos.registry.Rhythm;
import dev.maos.registry.SessionBeat;
import dev.maos.registry.SessionId;
import dev.maos.registry.StateChange;
import dev.maos.registry.StoreChange;
import dev.maos.registry.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The registry's storage in Redis, shared by all processes that name the same server and namespace.
 *
 * <p>Holds at most 100,000 agents, and the last 65,536 changes as long as they are no more than 64
 * MiB. An answer that was lost is asked for again for the command timeout of the URI, and whatever
 * was asked takes effect once; after that it fails with {@link LinkException}, whose effect says
 * whether it may have taken effect. {@link #changes} gives at most 10,000 at a time. Its methods
 * wait for the server, so they must not be called on the link's I/O thread, on which its bells
 * ring. Thread-safe.
 */
public final class RedisAgentStore implements AgentStore {
  private final AgentLibrary library;
  private final Steps steps;
  private final Bells bells;

  /** A store in the namespace of a link, which stays the caller's to close. */
  public RedisAgentStore(RedisLink link) {
    this(link, AgentLibrary.load());
  }

  RedisAgentStore(RedisLink link, AgentLibrary library) {
    var prefix = link.uri().prefix() + "agents:";
    this.library = library;
    this.steps = new Steps(link, prefix, library);
    this.bells = new Bells(link, prefix + "bell");
  }

  @Override
  public List<Enrolment> register(
      SessionId session,
      Rhythm rhythm,
      List<AgentDescriptor> agents,
      List<AgentState> states,
      Claim how) {
    Objects.checkIndex(agents.size(), states.size() + 1);
    var places = AgentPlaces.ofBatch(agents);
    var arguments = new ArrayList<byte[]>(5 + 4 * agents.size());
    arguments.add(bytes(session.value()));
    arguments.add(bytes(word(how)));
    arguments.add(Stored.rhythm(rhythm));
    arguments.add(bytes(micros(rhythm.suspectAfter())));
    arguments.add(bytes(agents.size()));
    for (int i = 0; i < agents.size(); i++) {
      arguments.add(bytes(places.get(i)));
      arguments.add(bytes(agents.get(i).id().value()));
      arguments.add(Stored.state(states.get(i)));
      arguments.add(bytes(DescriptorForm.write(agents.get(i))));
    }
    return enrolments(steps.once(library.writing(), "register", arguments));
  }

  private static String word(Claim how) {
    return switch (how) {
      case TAKE -> "take";
      case RENEW -> "renew";
    };
  }

  private static List<Enrolment> enrolments(Reply reply) {
    switch (reply.status()) {
      case "conflict" -> throw AgentPlaces.conflict(reply.text(1), reply.text(2));
      case "full" -> throw AgentPlaces.full(reply.number(1), reply.number(2), reply.number(3));
      default -> {}
    }
    long at = reply.number(1);
    var incarnations = reply.list(2);
    var answers = new ArrayList<Enrolment>(incarnations.size());
    for (int i = 0; i < incarnations.size(); i++) {
      answers.add(new Enrolment(incarnations.number(i), at));
    }
    return answers;
  }

  @Override
  public Optional<SessionBeat> beat(SessionId session, long number) {
    var reply = steps.freely("beat", List.of(bytes(session.value()), bytes(number)));
    return reply.status().equals("unknown")
        ? Optional.empty()
        : Optional.of(Stored.beat(session, reply.bytes(1)));
  }

  @Override
  public List<Written> write(SessionId session, List<StateChange> changes) {
    var arguments = new ArrayList<byte[]>(1 + 4 * changes.size());
    arguments.add(bytes(session.value()));
    for (var change : changes) {
      arguments.add(bytes(AgentPlaces.of(change.agent())));
      arguments.add(bytes(change.agent().value()));
      arguments.add(bytes(change.incarnation()));
      arguments.add(Stored.state(change.state()));
    }
    return written(steps.once(library.writing(), "write", arguments));
  }

  @Override
  public List<Written> leave(SessionId session, List<Departure> departures) {
    var arguments = new ArrayList<byte[]>(1 + 4 * departures.size());
    arguments.add(bytes(session.value()));
    for (var departure : departures) {
      arguments.add(bytes(AgentPlaces.of(departure.agent())));
      arguments.add(bytes(departure.agent().value()));
      arguments.add(bytes(departure.incarnation()));
      arguments.add(bytes(departure.reason()));
    }
    return written(steps.once(library.settling(), "leave", arguments));
  }

  private static List<Written> written(Reply reply) {
    var each = reply.list(1);
    var answers = new ArrayList<Written>(each.size());
    for (int i = 0; i < each.size(); i++) {
      answers.add(
          each.isNumber(i)
              ? Written.done(each.number(i))
              : Written.failed(
                  each.text(i).equals("missing")
                      ? Written.Outcome.NOT_REGISTERED
                      : Written.Outcome.SUPERSEDED));
    }
    return answers;
  }

  @Override
  public void end(SessionId session, String reason) {
    // A session that has ended ends again without effect.
    var _ = steps.freely("finish", List.of(bytes(session.value()), bytes(reason)));
  }

  @Override
  public RecordPage records(String token, int limit) {
    var reply = steps.freely("records", List.of(bytes(token), bytes(limit)));
    var records = reply.list(2);
    var cards = reply.list(3);
    var page = new ArrayList<AgentRecord>(records.size());
    for (int i = 0; i < records.size(); i++) {
      page.add(Stored.record(records.bytes(i), cards.bytes(i)));
    }
    return new RecordPage(page, reply.text(1));
  }

  @Override
  public Position position() {
    return position(steps.freely("position", List.of()));
  }

  private static Position position(Reply reply) {
    return new Position(reply.number(1), reply.number(2));
  }

  @Override
  public Changes changes(Position after, int limit) {
    var arguments = List.of(bytes(after.epoch()), bytes(after.revision()), bytes(limit));
    var reply = steps.freely("changes", arguments);
    if (reply.status().equals("broken")) {
      return new Changes(List.of(), position(reply), Continuity.BROKEN);
    }
    var entries = reply.list(3);
    var changes = new ArrayList<StoreChange>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      changes.add(Stored.change(entries.bytes(i)));
    }
    return new Changes(changes, position(reply), Continuity.WHOLE);
  }

  @Override
  public Beats beats() {
    var reply = steps.freely("beats", List.of());
    var pairs = reply.list(2);
    var beats = new ArrayList<SessionBeat>(pairs.size() / 2);
    for (int i = 0; i < pairs.size(); i += 2) {
      beats.add(Stored.beat(SessionId.of(pairs.text(i)), pairs.bytes(i + 1)));
    }
    return new Beats(beats, reply.number(1));
  }

  @Override
  public int forget(Duration silence) {
    var arguments = List.of(bytes(micros(silence)), bytes("silent for " + silence));
    var reply = steps.once(library.settling(), "forget", arguments);
    return Math.toIntExact(reply.number(1));
  }

  /** A bell may be lost with a connection; whoever comes back is rung. */
  @Override
  public Push push() {
    return Push.BEST_EFFORT;
  }

  @Override
  public Listening listen(Runnable bell) {
    return bells.listen(bell);
  }

  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }
}

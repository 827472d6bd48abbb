package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Signal;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Ballot;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Counter;
import dev.maos.monitor.Health;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a committee at work: it takes part in all agreements of one {@link Charter}, over a
 * {@link Courier} that it does not trust, and keeps its word in a {@link Notebook}.
 *
 * <p>It takes a seat in every agenda of its committee that a member opens, also where it does not
 * vote itself. An agreement ends when a quorum of members can reach each other for a while; until
 * then nothing is decided, and never two things. Thread-safe; closing twice is fine.
 */
public final class Councillor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Councillor.class);

  /** How far ahead an agenda may open, by the clock here; those of members differ a little. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final Charter charter;
  private final Member member;
  private final Notebook notebook;
  private final CouncillorOptions options;
  private final TimeSource time;
  private final CouncilNews news;
  private final Mailroom mailroom;
  private final Signal ended = new Signal();
  private final Counter refused = new Counter();
  private final Map<String, Clerk> clerks = new LinkedHashMap<>();
  private final Runnable deaf;
  private int over;
  private boolean closed;

  /**
   * Takes up the work of a member.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_PROPOSAL} if it is no member
   * @throws MaosException {@link ErrorCode#INVALID_PUBLIC_KEY} if a key of the charter is none, or
   *     that of this member is not the one of its signer
   */
  public Councillor(
      Charter charter,
      Member member,
      Courier courier,
      Notebook notebook,
      CouncillorOptions options,
      TimeSource time,
      CouncilNews news) {
    member.requireSeatIn(charter);
    charter.requireKeys(member.verifier());
    this.charter = charter;
    this.member = member;
    this.notebook = notebook;
    this.options = options;
    this.time = time;
    this.news = news;
    this.mailroom = new Mailroom(charter, member, courier);
    this.deaf = courier.listen(member.id(), this::receive);
  }

  /** Whose councillor it is. */
  public AgentId self() {
    return member.id();
  }

  /** Of which committee. */
  public Charter charter() {
    return charter;
  }

  /**
   * Opens an agenda, and invites all other members. Those who miss the invitation ask for it when
   * they hear of the agenda. Opening it again invites again.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_PROPOSAL} if it is of another committee,
   *     or opens later than in a minute
   * @throws MaosException {@link ErrorCode#DECISIONS_FULL} if too many are open
   */
  public void open(Agenda agenda) {
    join(agenda);
    mailroom.invite(agenda);
  }

  /** Takes part in an agenda, and tells nobody; for one that came in another way. */
  public void join(Agenda agenda) {
    if (!agenda.charter().equals(charter)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PROPOSAL,
          "committee",
          agenda.charter().id(),
          charter.id() + " of epoch " + charter.epoch());
    }
    seat(agenda);
  }

  /** Whether it was not here before. */
  private boolean seat(Agenda agenda) {
    var ahead = Duration.between(time.now(), agenda.opened());
    if (ahead.compareTo(AHEAD) > 0) {
      throw new InvalidInputException(
          ErrorCode.INVALID_PROPOSAL, "opened", agenda.opened().toString(), "within a minute");
    }
    var clerk = new Clerk(agenda, member, notebook, options, time, new Desk());
    synchronized (clerks) {
      if (closed) {
        throw new MaosException(ErrorCode.CONSENSUS_CLOSED, "the councillor is closed");
      }
      if (clerks.containsKey(agenda.id())) {
        return false;
      }
      makeRoom();
      clerks.put(agenda.id(), clerk);
      // Under the lock: whoever finds a clerk finds one that has its seat, or is about to take it.
      if (ahead.isPositive()) {
        // Nothing is signed before it opens: so whoever forgets later knows that it was open
        // before.
        time.schedule(ahead, clerk::start);
      } else {
        clerk.start();
      }
    }
    return true;
  }

  private void makeRoom() {
    if (clerks.size() - over >= options.maxAgendas()) {
      throw new MaosException(
          ErrorCode.DECISIONS_FULL, options.maxAgendas() + " agendas are open already");
    }
    var all = clerks.values().iterator();
    while (over >= options.maxAgendas() && all.hasNext()) {
      var oldest = all.next();
      if (oldest.certificate().isPresent()) {
        oldest.close();
        all.remove();
        over--;
      }
    }
  }

  /**
   * Casts this member's ballot on an agenda of one proposal.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_BALLOT} if it does not fit
   * @throws MaosException {@link ErrorCode#VOTE_REJECTED} if the member has said something else
   *     before, or may have; {@link ErrorCode#OUTCOME_UNKNOWN} if it could not be stored
   */
  public Receipt vote(Agenda agenda, Ballot ballot) {
    return vote(agenda, Agenda.paper(ballot));
  }

  /** Casts this member's ballots, one for each proposal; the same again changes nothing. */
  public Receipt vote(Agenda agenda, Statement.Paper paper) {
    return clerk(agenda.id()).vote(paper);
  }

  private Clerk clerk(String agenda) {
    return find(agenda)
        .orElseThrow(() ->
            new MaosException(
                ErrorCode.UNKNOWN_PROPOSAL, self() + " takes no part in agenda " + agenda));
  }

  private Optional<Clerk> find(String agenda) {
    synchronized (clerks) {
      return Optional.ofNullable(clerks.get(agenda));
    }
  }

  /** What was agreed, if it was. */
  public Optional<Certificate> certificate(Agenda agenda) {
    return clerk(agenda.id()).certificate();
  }

  /** Waits for the end, this long at most; empty when it has not come. */
  public Optional<Certificate> await(Agenda agenda, Duration patience) throws InterruptedException {
    var clerk = clerk(agenda.id());
    ended.await(() -> clerk.certificate().isPresent(), patience, time);
    return clerk.certificate();
  }

  /** Who has said two things about an agenda. */
  public List<Evidence> evidence(Agenda agenda) {
    return clerk(agenda.id()).evidence();
  }

  /** Who is where in which round; empty while the seat is not taken. */
  public Optional<Whereabouts> whereabouts(Agenda agenda) {
    return clerk(agenda.id()).whereabouts();
  }

  /** How many letters were no letters of this committee, or came in too great numbers. */
  public long refusedLetters() {
    return refused.total();
  }

  /**
   * How the councillor is, asked now: degraded when an agreement is in its fourth round or more.
   */
  public ComponentHealth health() {
    long began = time.nanos();
    int open = 0;
    int latest = 0;
    for (var clerk : all()) {
      if (clerk.certificate().isEmpty()) {
        open++;
        latest = Math.max(latest, clerk.whereabouts().map(Whereabouts::round).orElse(0));
      }
    }
    var details = new LinkedHashMap<String, String>();
    details.put("member", self().value());
    details.put("open", Integer.toString(open));
    details.put("latest round", Integer.toString(latest));
    details.put("refused letters", Long.toString(refusedLetters()));
    var health =
        latest > charter.faults() + 2
            ? Health.degraded("an agreement is in round " + latest)
            : Health.healthy();
    return new ComponentHealth(
        "councillor", health, Duration.ofNanos(time.nanos() - began), details);
  }

  private List<Clerk> all() {
    synchronized (clerks) {
      return List.copyOf(clerks.values());
    }
  }

  // Letters.

  private void receive(AgentId from, byte[] bytes) {
    try {
      switch (mailroom.read(bytes)) {
        case Mailroom.Mail.Asked(var agenda) ->
            find(agenda).ifPresent(clerk -> mailroom.invite(clerk.agenda(), from));
        case Mailroom.Mail.Invited(var invitation) -> invited(invitation.agenda());
        case Mailroom.Mail.Sent(var agenda) -> receive(from, agenda, bytes);
        case Mailroom.Mail.Foreign() -> refused.increment();
      }
    } catch (MaosException | IllegalArgumentException foreign) {
      LOG.debug("{} refuses a letter of {}", self(), from, foreign);
      refused.increment();
    }
  }

  private void invited(Agenda agenda) {
    if (find(agenda.id()).isEmpty() && news.admits(agenda) && seat(agenda)) {
      news.opened(agenda);
    }
  }

  private void receive(AgentId from, String agenda, byte[] bytes) {
    var clerk = find(agenda);
    if (clerk.isEmpty()) {
      mailroom.ask(agenda, from);
    } else if (!clerk.get().hear(from, FormReader.letter(bytes, agenda))) {
      refused.increment();
    }
  }

  /** Stops taking part. What was agreed stays agreed, and the notebook stays as it is. */
  @Override
  public void close() {
    deaf.run();
    synchronized (clerks) {
      closed = true;
      clerks.values().forEach(Clerk::close);
    }
    ended.raise();
  }

  /** What clerks put down. */
  private final class Desk implements Clerk.Post {
    @Override
    public void send(Letter letter, Agenda agenda, Optional<AgentId> to) {
      mailroom.send(letter, agenda, to);
    }

    @Override
    public void decided(Certificate certificate) {
      synchronized (clerks) {
        over++;
      }
      ended.raise();
      news.decided(certificate);
    }

    @Override
    public void accused(Agenda agenda, Evidence evidence) {
      LOG.warn("{} has said two things on agenda {}", evidence.liar(), agenda.id());
      news.accused(agenda, evidence);
    }
  }
}

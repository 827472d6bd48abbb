package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a seat: brings it one event after another, and does what it says. Events wait in a queue,
 * of which one virtual thread works off as much as there is; nothing is locked while a page is
 * written. If a page cannot be written, the seat is taken anew from the one before. Thread-safe.
 */
final class Clerk {
  /** How many letters may wait. What is more is lost, as on any network. */
  private static final int MOST_WAITING = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);

  private final Agenda agenda;
  private final Member member;
  private final Notebook notebook;
  private final CouncillorOptions options;
  private final TimeSource time;
  private final Post post;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private Optional<TimeSource.Alarm> closing = Optional.empty();
  private Optional<Seat> seat = Optional.empty();
  private int life;
  private volatile Optional<Certificate> certificate = Optional.empty();
  private volatile List<Evidence> evidence = List.of();
  private volatile boolean closed;

  /** Where letters and news go. */
  interface Post {
    void send(Letter letter, Agenda agenda, Optional<AgentId> to);

    void decided(Certificate certificate);

    void accused(Agenda agenda, Evidence evidence);
  }

  Clerk(
      Agenda agenda,
      Member member,
      Notebook notebook,
      CouncillorOptions options,
      TimeSource time,
      Post post) {
    this.agenda = agenda;
    this.member = member;
    this.notebook = notebook;
    this.options = options;
    this.time = time;
    this.post = post;
  }

  /** Takes the seat. */
  void start() {
    run(this::take);
  }

  Agenda agenda() {
    return agenda;
  }

  Optional<Certificate> certificate() {
    return certificate;
  }

  List<Evidence> evidence() {
    return evidence;
  }

  /** Who is where; nothing once it is closed. */
  Optional<Whereabouts> whereabouts() {
    return ask(() -> seat.map(this::look));
  }

  /** A letter, unless too many wait already. */
  boolean hear(AgentId from, Letter letter) {
    if (waiting.get() > MOST_WAITING) {
      return false;
    }
    run(() -> on(new Event.Heard(from, letter)));
    return true;
  }

  /** Votes, and returns when that is stored. */
  Receipt vote(Statement.Paper paper) {
    return ask(() -> take(paper));
  }

  private Receipt take(Statement.Paper paper) {
    if (life == 0) {
      throw new MaosException(
          ErrorCode.VOTE_REJECTED,
          "there are no ballots on agenda %s before %s".formatted(agenda.id(), agenda.opened()));
    }
    if (seat.filter(Seat::isClosed).isPresent()) {
      agenda.check(member.id(), paper);
      return Receipt.LATE;
    }
    if (!on(new Event.Voted(paper))) {
      throw new MaosException(
          ErrorCode.OUTCOME_UNKNOWN, "the ballot could not be stored; vote again");
    }
    return Receipt.TAKEN;
  }

  private <T> T ask(Supplier<T> question) {
    var answer = new CompletableFuture<T>();
    run(() -> {
      try {
        answer.complete(question.get());
      } catch (MaosException refused) {
        answer.completeExceptionally(refused);
      }
    });
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MaosException refused) {
        throw refused;
      }
      throw e;
    }
  }

  void close() {
    closed = true;
    run(() -> {
      closing.ifPresent(TimeSource.Alarm::cancel);
      seat = Optional.empty();
    });
  }

  // One after another.

  private void run(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() == 0) {
      Thread.ofVirtual().name("seat of ", 0).start(this::work);
    }
  }

  private void work() {
    do {
      var task = tasks.remove();
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.warn("the seat of {} on agenda {} stumbled", member.id(), agenda.id(), e);
      }
    } while (waiting.decrementAndGet() > 0);
  }

  // The seat.

  private void take() {
    if (closed) {
      return;
    }
    life++;
    closing.ifPresent(TimeSource.Alarm::cancel);
    try {
      var page = notebook.read(agenda.id());
      seat = Optional.of(page.map(this::seated).orElseGet(this::fresh));
    } catch (MaosException unreadable) {
      LOG.warn("{} keeps quiet on agenda {}", member.id(), agenda.id(), unreadable);
      seat = Optional.of(seat(Memory.blank(), Standing.OBSERVER));
    }
    on(new Event.Began());
    var left = Duration.between(time.now(), agenda.deadline());
    closing = Optional.of(after(left, () -> on(new Event.Closed())));
  }

  private Seat seated(byte[] page) {
    var memory = Page.read(agenda, member, page);
    memory.decided().ifPresent(this::ended);
    return seat(memory, Standing.MEMBER);
  }

  private Seat fresh() {
    boolean forgot = notebook.since().isAfter(agenda.opened());
    return seat(Memory.blank(), forgot ? Standing.OBSERVER : Standing.MEMBER);
  }

  private Seat seat(Memory memory, Standing standing) {
    return new Seat(agenda, member, memory, standing);
  }

  /** Whether all of it was done. */
  private boolean on(Event event) {
    if (seat.isEmpty()) {
      return false;
    }
    boolean stored = perform(seat.get().on(event));
    if (!stored) {
      seat = Optional.empty();
      after(options.longestRound(), this::take);
    }
    return stored;
  }

  private boolean perform(List<Effect> effects) {
    for (var effect : effects) {
      switch (effect) {
        case Effect.Store(var memory) -> {
          if (!store(memory)) {
            return false;
          }
        }
        case Effect.Send(var letter, var to) -> post.send(letter, agenda, to);
        case Effect.Wake(var alarm, int number) ->
            after(options.wait(alarm, number), () -> on(new Event.Elapsed(alarm, number)));
        case Effect.Accuse(var found) -> accused(found);
        case Effect.Decided(var end) -> ended(end);
      }
    }
    return true;
  }

  private boolean store(Memory memory) {
    try {
      notebook.write(agenda.id(), Page.write(agenda, member, memory));
      return true;
    } catch (MaosException e) {
      LOG.warn("{} cannot keep its page of agenda {}", member.id(), agenda.id(), e);
      return false;
    }
  }

  private void accused(Evidence found) {
    var all = new ArrayList<>(evidence);
    all.add(found);
    evidence = List.copyOf(all);
    post.accused(agenda, found);
  }

  private void ended(Certificate end) {
    if (certificate.isEmpty()) {
      certificate = Optional.of(end);
      closing.ifPresent(TimeSource.Alarm::cancel);
      post.decided(end);
    }
  }

  // An alarm of an earlier life of the seat is none of this one.
  private TimeSource.Alarm after(Duration wait, Runnable task) {
    int mine = life;
    Runnable guarded =
        () -> {
          if (life == mine && !closed) {
            task.run();
          }
        };
    return time.schedule(wait, () -> run(guarded));
  }

  private Whereabouts look(Seat now) {
    var last = new TreeMap<AgentId, String>();
    for (var each : agenda.charter().members()) {
      last.put(each, now.last(each).map(Clerk::words).orElse("silent"));
    }
    int round = now.memory().round();
    return new Whereabouts(
        agenda.id(),
        round,
        agenda.leader(round),
        now.isOver(),
        now.standing(),
        last,
        now.evidence().stream().map(Evidence::liar).distinct().toList());
  }

  private static String words(Statement statement) {
    return statement.round() == Statement.NO_ROUND
        ? statement.kind()
        : statement.kind() + " in round " + statement.round();
  }
}

package dev.maos.consensus.byzantine;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A member's place in one agreement: the whole of agreeing, without a clock, a network or a disk.
 * Something happens, and it says what is to be stored, what is to be sent and when it wants to be
 * woken, in this order.
 *
 * <p>The algorithm is the one of PBFT (Castro and Liskov, OSDI 1999) for a single decision, in the
 * messages of QBFT (Moniz, arXiv 2002.03613). Members tell one another their ballots. In each round
 * a leader proposes a set of ballots; a member that knows nothing against it prepares it; a member
 * that sees a quorum of prepares notes them as its lock, and commits; a quorum of commits is a
 * certificate. Where that takes too long, members change to the next round and report their locks,
 * and its leader may propose only the set of the highest lock among those of a quorum.
 *
 * <p>Why two certificates never differ, with at most f liars: within a round, two quorums share an
 * honest member, and it prepares one set in a round. Of two rounds, a quorum committed in the first
 * and holds locks; every quorum of reports to a later round has an honest one of them, and so shows
 * that lock, or a later one, which is for the same set by induction.
 *
 * <p>Three things are easy to get wrong, and each has its rule here. A member asks for its own
 * ballot in a set, unless a lock stands behind it; so a liar in the chair omits few. A report is
 * repeated as it was sent, and never made again from a newer lock. And the clock of a round starts
 * when a quorum has arrived in it: else members that were apart before stay apart, for all of them
 * leave their rounds equally fast.
 *
 * <p>Used by one thread at a time.
 */
public final class Seat {
  private final Agenda agenda;
  private final AgentId self;
  private final VoteSigner hand;
  private final Standing standing;
  private final Watch watch = new Watch();
  private final Minutes minutes = new Minutes();
  private final Checks checks;
  private final int quorum;
  private final List<Effect> effects = new ArrayList<>();

  private Memory memory;
  private long changes;
  private boolean deadlinePassed;
  private boolean engaged;
  private boolean clockRuns;
  private boolean graceAsked;
  private boolean graceOver;
  private boolean papersDecide;
  private boolean papersAreNew;

  /**
   * A seat.
   *
   * @param member whose seat it is
   * @param memory what was stored last; {@link Memory#blank} if nothing was, ever
   * @throws MaosException {@link ErrorCode#INVALID_PUBLIC_KEY} if the committee knows this member
   *     by another key than that of its hand
   */
  public Seat(Agenda agenda, Member member, Memory memory, Standing standing) {
    member.requireSeatIn(agenda.charter());
    this.agenda = agenda;
    this.self = member.id();
    this.hand = member.signer();
    this.standing = standing;
    this.checks = new Checks(agenda, member.verifier(), watch);
    this.quorum = agenda.charter().quorum();
    this.memory = memory;
  }

  /**
   * Something happened.
   *
   * @return what is to be done, in this order
   * @throws MaosException {@link ErrorCode#VOTE_REJECTED} if a ballot comes too late, or is not the
   *     first; nothing has changed then
   */
  public List<Effect> on(Event event) {
    long before = changes;
    switch (event) {
      case Event.Began() -> begin();
      case Event.Voted(var paper) -> vote(paper);
      case Event.Heard(var from, var letter) -> hear(from, letter);
      case Event.Elapsed(var alarm, int number) -> elapsed(alarm, number);
      case Event.Closed() -> deadlinePassed = true;
    }
    settle();
    return done(before);
  }

  // All of it is stored before any of it is sent: what was sent and forgotten could be
  // contradicted.
  private List<Effect> done(long before) {
    watch.news().forEach(this::accuse);
    var all = new ArrayList<Effect>();
    if (changes > before) {
      all.add(new Effect.Store(memory));
    }
    all.addAll(effects);
    effects.clear();
    return all;
  }

  private void remember(Memory next) {
    memory = next;
    changes++;
  }

  private void accuse(Evidence evidence) {
    effects.add(new Effect.Accuse(evidence));
    send(new Letter.Accused(evidence));
  }

  private void send(Letter letter) {
    effects.add(Effect.Send.toAll(letter));
  }

  // What happens.

  private void begin() {
    memory.paper().ifPresent(this::take);
    memory.change().ifPresent(this::take);
    memory.lock().ifPresent(lock -> minutes.add(lock.digest(), lock.set()));
    memory.proposal().ifPresent(this::take);
    memory.prepare().ifPresent(this::take);
    if (memory.hasCommitted()) {
      take(commit(memory.lock().orElseThrow()));
    }
    engaged = memory.round() > 0 || memory.prepare().isPresent() || memory.proposal().isPresent();
    repeat();
    wakeAgain(0);
  }

  private void vote(Statement.Paper paper) {
    if (memory.paper().map(Signed::statement).filter(paper::equals).isPresent()) {
      return;
    }
    agenda.check(self, paper);
    if (standing == Standing.OBSERVER) {
      throw rejected("it may have voted before it lost its memory");
    }
    if (memory.paper().isPresent()) {
      throw rejected("it said something else before, and may not revise it");
    }
    if (isClosed()) {
      throw rejected("the vote is closing");
    }
    var own = sign(paper);
    remember(memory.voted(own));
    take(own);
    send(new Letter.Papers(List.of(own)));
  }

  private MaosException rejected(String why) {
    return new MaosException(
        ErrorCode.VOTE_REJECTED,
        "the ballot of %s on agenda %s is not taken: %s".formatted(self, agenda.id(), why));
  }

  private void hear(AgentId from, Letter letter) {
    if (isOver() && isBehind(letter)) {
      var end = new Letter.Ended(memory.decided().orElseThrow());
      effects.add(new Effect.Send(end, Optional.of(from)));
    }
    switch (letter) {
      case Letter.Papers(var papers) -> papers.stream().filter(checks::paper).forEach(this::take);
      case Letter.Proposed proposed -> hear(proposed);
      case Letter.Prepared(var prepare) -> {
        if (isNear(prepare) && isNews(prepare.statement()) && checks.isTrue(prepare)) {
          minutes.addPrepare(prepare);
        }
      }
      case Letter.Committed(var commit) -> {
        if (isNear(commit) && isNews(commit.statement()) && checks.isTrue(commit)) {
          minutes.addCommit(commit);
        }
      }
      case Letter.Changed(var report, var set) -> hear(report, set);
      case Letter.Accused(var evidence) -> {
        if (!watch.has(evidence) && checks.evidence(evidence)) {
          watch.accuse(evidence);
        }
      }
      case Letter.Ended(var certificate) -> hear(certificate);
    }
  }

  /** Whether it comes from somebody who has not heard of the end, and not just before it does. */
  private boolean isBehind(Letter letter) {
    return switch (letter) {
      case Letter.Papers _, Letter.Changed _ -> true;
      case Letter.Proposed proposed -> watch.heard(proposed.proposal());
      case Letter.Prepared(var prepare) -> watch.heard(prepare);
      case Letter.Committed(var commit) -> watch.heard(commit);
      case Letter.Accused _, Letter.Ended _ -> false;
    };
  }

  private boolean isNear(Signed<?> signed) {
    return Minutes.isNear(signed.statement().round(), memory.round());
  }

  // What a quorum has said already needs no further voice, so its signature is not looked at. A
  // voice that says something else may convict a liar.
  private boolean isNews(Statement.Prepare prepare) {
    return isNews(new Statement.Commit(prepare.round(), prepare.digest()))
        && memory
            .lock()
            .filter(it -> it.round() == prepare.round() && it.digest().equals(prepare.digest()))
            .isEmpty();
  }

  private boolean isNews(Statement.Commit commit) {
    return memory
        .decided()
        .filter(it -> it.commits().getFirst().statement().equals(commit))
        .isEmpty();
  }

  private void hear(Letter.Proposed proposed) {
    if (isOver() || isKnown(proposed)) {
      return;
    }
    checks.proposal(proposed).ifPresent(this::take);
  }

  private boolean isKnown(Letter.Proposed proposed) {
    return minutes.motion(proposed.round()).isPresent()
        && minutes.set(proposed.digest()).isPresent();
  }

  // A quorum stands behind a proposal of a later round, so it leads there. Whoever follows says so,
  // as everybody in a round has: else a restart of all could leave too few who do.
  private void take(Motion motion) {
    minutes.add(motion);
    motion.letter().reports().forEach(minutes::add);
    motion.letter().set().papers().forEach(this::take);
    if (motion.letter().round() > memory.round() && maySign()) {
      change(motion.letter().round());
    }
  }

  private void hear(Report report, Optional<BallotSet> set) {
    if (isOver() || !checks.report(report)) {
      return;
    }
    minutes.add(report);
    var digest = report.change().statement().digest();
    if (set.isPresent() && minutes.set(digest).isEmpty()) {
      checks
          .set(set.get())
          .filter(judgement -> judgement.digest().equals(digest))
          .ifPresent(judgement -> minutes.add(digest, set.get()));
    }
  }

  private void hear(Certificate certificate) {
    if (!isOver() && checks.certificate(certificate)) {
      end(certificate);
    }
  }

  private void elapsed(Event.Alarm alarm, int number) {
    switch (alarm) {
      case ROUND -> {
        if (number == memory.round() && clockRuns && maySign()) {
          change(number + 1);
        }
      }
      case GRACE -> graceOver = graceOver || number == memory.round();
      case AGAIN -> {
        if (!isOver()) {
          repeat();
          wakeAgain(number + 1);
        }
      }
    }
  }

  // What follows.

  private void settle() {
    boolean more = true;
    while (more && !isOver()) {
      long before = changes;
      engage();
      if (maySign()) {
        catchUp();
        runClock();
        propose();
        prepare();
        lock();
      }
      decide();
      more = changes > before;
    }
  }

  private boolean maySign() {
    return standing == Standing.MEMBER && !isOver();
  }

  /** Begins to close when the ballots are decisive, or nobody may vote any more. */
  private void engage() {
    if (!engaged && (deadlinePassed || papersDecide())) {
      engaged = true;
      send(new Letter.Papers(minutes.papers().papers()));
    }
  }

  // More papers never make less certain what was.
  private boolean papersDecide() {
    if (papersAreNew && !papersDecide) {
      papersDecide = agenda.isDecidedBy(minutes.papers());
    }
    papersAreNew = false;
    return papersDecide;
  }

  // One of f + 1 is honest, and was there.
  private void catchUp() {
    int reached = minutes.reachedBy(agenda.charter().faults() + 1);
    if (reached > memory.round()) {
      change(reached);
    }
  }

  private void runClock() {
    int round = memory.round();
    boolean arrived =
        round == 0 || minutes.arrived(round) >= quorum || minutes.motion(round).isPresent();
    if (engaged && !clockRuns && arrived) {
      clockRuns = true;
      effects.add(new Effect.Wake(Event.Alarm.ROUND, round));
    }
  }

  private void propose() {
    int round = memory.round();
    boolean turn = agenda.leader(round).equals(self);
    if (!turn || memory.proposal().isPresent() || minutes.motion(round).isPresent()) {
      return;
    }
    var reports = round == 0 ? List.<Report>of() : List.copyOf(minutes.reports(round));
    if (round > 0 && reports.size() < quorum) {
      return;
    }
    toPropose(reports).ifPresent(set -> propose(set, reports));
  }

  private Optional<BallotSet> toPropose(List<Report> reports) {
    int highest = Checks.highest(reports);
    return reports.stream()
        .filter(report -> highest != Statement.NO_ROUND && report.prepared() == highest)
        .findFirst()
        .map(report -> minutes.set(report.change().statement().digest()))
        .orElseGet(this::free);
  }

  // A member whose ballot is missing would not prepare the set, so it is worth a moment to wait for
  // those of a quorum.
  private Optional<BallotSet> free() {
    if (!engaged || !(deadlinePassed || papersDecide())) {
      return Optional.empty();
    }
    if (minutes.papers().papers().size() >= quorum || graceOver) {
      return Optional.of(minutes.papers());
    }
    if (!graceAsked) {
      graceAsked = true;
      effects.add(new Effect.Wake(Event.Alarm.GRACE, memory.round()));
    }
    return Optional.empty();
  }

  private void propose(BallotSet set, List<Report> reports) {
    var judgement = agenda.judge(set);
    var proposal = sign(new Statement.Propose(memory.round(), judgement.digest()));
    var letter = new Letter.Proposed(proposal, set, reports);
    remember(memory.proposed(letter));
    take(letter);
    send(letter);
  }

  private void prepare() {
    if (memory.prepare().isPresent()) {
      return;
    }
    minutes
        .motion(memory.round())
        .filter(this::mayPrepare)
        .ifPresent(motion -> prepare(motion.judgement().digest()));
  }

  private boolean mayPrepare(Motion motion) {
    return !motion.isFree() || (hasOwnBallot(motion) && mayEnd(motion));
  }

  private boolean hasOwnBallot(Motion motion) {
    return memory
        .paper()
        .map(own -> motion.letter().set().of(self).filter(own::saysTheSameAs).isPresent())
        .orElse(true);
  }

  private boolean mayEnd(Motion motion) {
    return motion.judgement().decisive() || deadlinePassed;
  }

  private void prepare(String digest) {
    var own = sign(new Statement.Prepare(memory.round(), digest));
    remember(memory.prepared(own));
    engaged = true;
    take(own);
    send(new Letter.Prepared(own));
  }

  private void lock() {
    var proof = minutes.prepared(memory.round(), quorum);
    if (proof.isEmpty() || memory.hasCommitted()) {
      return;
    }
    var digest = proof.getFirst().statement().digest();
    minutes.set(digest).ifPresent(set -> lock(new Lock(memory.round(), digest, set, proof)));
  }

  private void lock(Lock next) {
    remember(memory.locked(next));
    var own = commit(next);
    take(own);
    send(new Letter.Committed(own));
  }

  private void decide() {
    var commits = minutes.committed(quorum);
    if (isOver() || commits.isEmpty()) {
      return;
    }
    var agreed = commits.getFirst().statement();
    minutes
        .set(agreed.digest())
        .map(set ->
            new Certificate(agenda, set, agenda.judge(set).decisions(), agreed.round(), commits))
        .ifPresent(this::end);
  }

  private void end(Certificate certificate) {
    remember(memory.ended(certificate));
    effects.add(new Effect.Decided(certificate));
  }

  // Rounds.

  private void change(int round) {
    var lock = memory.lock();
    var change =
        new Statement.RoundChange(
            round,
            lock.map(Lock::round).orElse(Statement.NO_ROUND),
            lock.map(Lock::digest).orElse(""));
    var report = new Report(sign(change), lock.map(Lock::proof).orElse(List.of()));
    remember(memory.entered(report));
    minutes.forgetBefore(round);
    take(report);
    engaged = true;
    clockRuns = false;
    graceAsked = false;
    graceOver = false;
    send(changed(report));
  }

  private Letter changed(Report report) {
    var digest = report.change().statement().digest();
    var set =
        memory
            .lock()
            .filter(lock -> lock.digest().equals(digest))
            .map(Lock::set)
            .or(() -> minutes.set(digest));
    return new Letter.Changed(report, set);
  }

  // Once more.

  private void wakeAgain(int number) {
    if (!isOver()) {
      effects.add(new Effect.Wake(Event.Alarm.AGAIN, number));
    }
  }

  /** Sends again what belongs to this round; papers also if there are none, to be answered. */
  private void repeat() {
    if (isOver()) {
      return;
    }
    send(new Letter.Papers(engaged ? minutes.papers().papers() : memory.paper().stream().toList()));
    memory.change().ifPresent(report -> send(changed(report)));
    memory.proposal().ifPresent(this::send);
    memory.prepare().ifPresent(own -> send(new Letter.Prepared(own)));
    if (memory.hasCommitted()) {
      send(new Letter.Committed(commit(memory.lock().orElseThrow())));
    }
  }

  // What is its own is true.

  private <S extends Statement> Signed<S> sign(S statement) {
    return Signed.by(self, hand, agenda.id(), statement);
  }

  private Signed<Statement.Commit> commit(Lock lock) {
    return sign(new Statement.Commit(lock.round(), lock.digest()));
  }

  private void take(Signed<?> own) {
    watch.see(own);
    switch (own.statement()) {
      case Statement.Paper paper -> {
        papersAreNew |= minutes.add(new Signed<>(own.signer(), paper, own.signature()));
      }
      case Statement.Prepare prepare ->
          minutes.addPrepare(new Signed<>(own.signer(), prepare, own.signature()));
      case Statement.Commit commit ->
          minutes.addCommit(new Signed<>(own.signer(), commit, own.signature()));
      case Statement.Propose _, Statement.RoundChange _ -> {}
    }
  }

  private void take(Report own) {
    watch.see(own.change());
    minutes.add(own);
  }

  private void take(Letter.Proposed own) {
    watch.see(own.proposal());
    minutes.add(new Motion(own, agenda.judge(own.set())));
    own.set().papers().forEach(this::take);
    own.reports().forEach(minutes::add);
  }

  // Looking.

  /** Which agreement this is. */
  public Agenda agenda() {
    return agenda;
  }

  /** Whose seat it is. */
  public AgentId self() {
    return self;
  }

  /** What it may do. */
  public Standing standing() {
    return standing;
  }

  /** What it must not forget. */
  public Memory memory() {
    return memory;
  }

  /**
   * Whether this member can vote no more, and has not: a set that it prepared, or let others
   * prepare, need not have a later ballot in it.
   */
  public boolean isClosed() {
    boolean late = deadlinePassed || memory.prepare().isPresent() || memory.round() > 0 || isOver();
    return late && memory.paper().isEmpty() && standing == Standing.MEMBER;
  }

  /** Whether it is agreed. */
  public boolean isOver() {
    return memory.decided().isPresent();
  }

  /** Who has said two things, as far as it knows. */
  public List<Evidence> evidence() {
    return watch.all();
  }

  /** The last that it knows of a member. */
  public Optional<Statement> last(AgentId member) {
    return watch.last(member);
  }
}

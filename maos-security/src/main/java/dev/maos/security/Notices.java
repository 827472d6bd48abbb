package dev.maos.security;

import dev.maos.backend.Note;
import dev.maos.backend.SharedTables;
import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.security.Notice.Kind;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.audit.AuditKind;
import dev.maos.security.keys.KeyId;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.tokens.Revocations;
import dev.maos.security.wire.MalformedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of a deployment tell one another: who is blocked and trusted, which keys and
 * tokens are revoked, and which policy counts.
 *
 * <p>What is told here is signed by the first agent of this process that may say so, and what
 * others tell counts if the agent that signed it may: an administrator that was named, or one that
 * the policy allows {@link dev.maos.security.access.Action#KEYS_ADMIN} or {@link
 * dev.maos.security.access.Action#POLICY_ADMIN} on {@link #TOPIC}. What is not believed is looked
 * at again later, since its signer may get known.
 *
 * <p>It looks when its bell rings and twice a second, and tells again what could not be told, or
 * what the tables have forgotten. Thread-safe.
 */
final class Notices {
  /** The topic on which a policy says who may tell others. */
  static final Topic TOPIC = Topic.reserved("security");

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final int MOST_REFUSED = 1_000;
  private static final int MOST_OF_A_REASON = 256;

  private final UUID deployment;
  private final KeyRing keys;
  private final Blocklist agents;
  private final Access access;
  private final Revocations revocations;
  private final Set<AgentId> administrators;
  private final Audit audit;
  private final SecurityCounters counters;
  private final TimeSource time;
  private final AtomicInteger asked = new AtomicInteger();

  // All guarded by this.
  private final Map<String, Long> ranks = new HashMap<>();
  private final Map<String, Notice> told = new LinkedHashMap<>();
  private final Map<String, Note> untold = new LinkedHashMap<>();
  private final Map<String, TokenList> missing = new HashMap<>();
  private final Map<String, Note> refused = new LinkedHashMap<>();
  private Optional<SharedTables> tables = Optional.empty();
  private TimeSource.@Nullable Alarm alarm;
  private long epoch;
  private long position;

  private volatile boolean isFailing;

  Notices(
      UUID deployment,
      KeyRing keys,
      Blocklist agents,
      Access access,
      Revocations revocations,
      Set<AgentId> administrators,
      Audit audit,
      SecurityCounters counters,
      TimeSource time) {
    this.deployment = deployment;
    this.keys = keys;
    this.agents = agents;
    this.access = access;
    this.revocations = revocations;
    this.administrators = Set.copyOf(administrators);
    this.audit = audit;
    this.counters = counters;
    this.time = time;
  }

  /** Reads what there is, and follows it from then on. */
  void share(Optional<SharedTables> others) {
    synchronized (this) {
      tables = others;
      epoch = 0;
      position = 0;
      if (alarm != null) {
        alarm.cancel();
      }
    }
    if (others.isPresent()) {
      look();
      lookAgain();
    }
  }

  private synchronized void lookAgain() {
    if (tables.isPresent()) {
      alarm =
          time.schedule(
              LOOK_AGAIN,
              () -> {
                look();
                lookAgain();
              });
    }
  }

  /** The bell, which may ring on a thread that must not wait. */
  void rung() {
    if (asked.getAndIncrement() == 0) {
      Thread.ofVirtual().name("maos-notices").start(this::lookWhileAsked);
    }
  }

  private void lookWhileAsked() {
    int seen;
    do {
      seen = asked.get();
      look();
    } while (!asked.compareAndSet(seen, 0));
  }

  /** Reads what is new. A page is applied as a whole before the next one is asked for. */
  private void look() {
    try {
      tellUntold();
      while (!read().orElse(true)) {}
      isFailing = false;
    } catch (MaosException e) {
      counters.tablesFailed.increment();
      isFailing = true;
    }
  }

  // Nothing is asked of the tables while others wait for this.
  private Optional<Boolean> read() {
    Optional<SharedTables> shared;
    long after;
    synchronized (this) {
      shared = tables;
      after = position;
    }
    if (shared.isEmpty()) {
      return Optional.empty();
    }
    var page = shared.get().notes(after);
    synchronized (this) {
      if (after != position) {
        return Optional.of(false);
      }
      List.copyOf(refused.values()).forEach(this::accept);
      page.notes().forEach(this::accept);
      position = page.position();
      if (page.epoch() != epoch) {
        startOver(page.epoch());
      }
      return Optional.of(page.isLast());
    }
  }

  /** The tables have forgotten what was told; what came before the first reading is still there. */
  private void startOver(long other) {
    if (epoch != 0) {
      told.values().forEach(notice -> untold.put(notice.slot(), notice.note()));
      position = 0;
    }
    epoch = other;
  }

  private void tellUntold() {
    Optional<SharedTables> shared;
    List<Note> notes;
    synchronized (this) {
      shared = tables;
      notes = List.copyOf(untold.values());
    }
    for (var note : notes) {
      if (shared.isPresent()) {
        var _ = shared.get().write(note);
        isTold(note);
      }
    }
  }

  private synchronized void isTold(Note note) {
    untold.remove(note.key(), note);
  }

  void blocked(AgentId agent, String reason) {
    // Whoever reads it escapes it; only its length is nobody's business there.
    tell(
        Kind.BLOCKED, one(agent), reason.substring(0, Math.min(reason.length(), MOST_OF_A_REASON)));
  }

  void unblocked(AgentId agent) {
    tell(Kind.UNBLOCKED, one(agent), "");
  }

  void trusted(AgentId agent) {
    tell(Kind.TRUSTED, one(agent), "");
  }

  void distrusted(AgentId agent) {
    tell(Kind.DISTRUSTED, one(agent), "");
  }

  void revoked(KeyId key) {
    tell(Kind.KEY_REVOKED, key.toString(), "");
  }

  /** Tells all that are revoked in the drawer of this one. */
  void revokedToken(String id) {
    var drawer = TokenList.drawer(id);
    tell(Kind.TOKENS_REVOKED, drawer, TokenList.of(revocations, drawer).text());
  }

  void revokedTokens(AgentId agent, Instant until) {
    tell(Kind.AGENTS_TOKENS_REVOKED, one(agent), TokenList.moment(until));
  }

  void policy(AccessPolicy policy) {
    if (!policy.isUnrestricted()) {
      tell(Kind.POLICY, "", policy.toJson());
    }
  }

  private void tell(Kind kind, String subject, String text) {
    if (isPrepared(kind, subject, text)) {
      look();
    }
  }

  /** Makes a notice that is told when it is looked next; false if nobody can be told. */
  private boolean isPrepared(Kind kind, String subject, String text) {
    var signer = keys.owned().stream().filter(agent -> may(agent, kind)).findFirst();
    if (signer.isEmpty()) {
      return false;
    }
    synchronized (this) {
      var draft = Notice.unsigned(kind, deployment, subject, text, 0);
      var with = keys.own(signer.get()).key(KeyPurpose.SIGN);
      var notice =
          Notice.unsigned(kind, deployment, subject, text, nextRank(kind, draft.slot()))
              .signedBy(signer.get(), with);
      ranks.put(notice.slot(), notice.rank());
      told.put(notice.slot(), notice);
      untold.put(notice.slot(), notice.note());
      return tables.isPresent();
    }
  }

  // Policies have versions; of all else counts what was said last.
  private long nextRank(Kind kind, String slot) {
    return kind == Kind.POLICY
        ? access.policy().version()
        : Math.max(time.micros(), ranks.getOrDefault(slot, 0L) + 1);
  }

  private boolean may(AgentId agent, Kind kind) {
    return administrators.contains(agent)
        || (!access.policy().isUnrestricted()
            && access.explain(agent, kind.right(), TOPIC).allows());
  }

  private void accept(Note note) {
    try {
      var notice = Notice.read(note);
      if (ranks.getOrDefault(notice.slot(), -1L) >= notice.rank()) {
        refused.remove(note.key());
        return;
      }
      requireBelieved(notice);
      apply(notice);
      ranks.put(notice.slot(), notice.rank());
      refused.remove(note.key());
      tellMissing();
    } catch (MalformedException | MaosException e) {
      refuse(note);
    }
  }

  private void requireBelieved(Notice notice) throws MalformedException {
    var isBelieved =
        notice.deployment().equals(deployment)
            && agents.reasonFor(notice.by()).isEmpty()
            && may(notice.by(), notice.kind())
            && notice.isSignedBy(keys.verifyingKey(notice.by(), notice.key()));
    if (!isBelieved) {
      throw new MalformedException("not to be believed");
    }
  }

  private void refuse(Note note) {
    var before = refused.put(note.key(), note);
    if (before != null && before.equals(note)) {
      return;
    }
    counters.noticesRefused.increment();
    audit.note(AuditKind.NOTICE_REFUSED, note.key());
    if (refused.size() > MOST_REFUSED) {
      refused.remove(refused.keySet().iterator().next());
    }
  }

  private void apply(Notice notice) throws MalformedException {
    var from = "by " + notice.by();
    switch (notice.kind()) {
      case BLOCKED -> {
        audit.note(AuditKind.AGENT_BLOCKED, subject(notice), from + ": " + notice.text());
        agents.block(subject(notice), notice.text());
      }
      case UNBLOCKED -> {
        agents.unblock(subject(notice));
        audit.note(AuditKind.AGENT_UNBLOCKED, subject(notice), from);
      }
      case TRUSTED -> {
        agents.trust(subject(notice));
        audit.note(AuditKind.AGENT_TRUSTED, subject(notice), from);
      }
      case DISTRUSTED -> {
        agents.distrust(subject(notice));
        audit.note(AuditKind.AGENT_DISTRUSTED, subject(notice), from);
      }
      case KEY_REVOKED -> {
        keys.revoke(KeyId.parse(notice.subject()));
        audit.note(AuditKind.KEY_REVOKED, notice.subject());
      }
      case POLICY -> access.accept(policy(notice));
      case TOKENS_REVOKED -> revokeTokens(notice.subject(), TokenList.parse(notice.text()));
      case AGENTS_TOKENS_REVOKED -> {
        revocations.revokeAll(subject(notice), TokenList.moment(notice.text()));
        audit.note(AuditKind.TOKEN_REVOKED, subject(notice), from);
      }
    }
  }

  private void tellMissing() {
    missing.forEach((drawer, known) -> {
      var _ = isPrepared(Kind.TOKENS_REVOKED, drawer, known.text());
    });
    missing.clear();
  }

  // Two may write to one drawer at a time: who finds a token of his missing there writes both.
  private void revokeTokens(String drawer, TokenList tokens) {
    tokens
        .ids()
        .forEach((id, at) -> {
          revocations.revoke(id, at);
          audit.note(AuditKind.TOKEN_REVOKED, id);
        });
    var known = TokenList.of(revocations, drawer);
    if (!tokens.hasAllOf(known)) {
      missing.put(drawer, known);
    }
  }

  private static AccessPolicy policy(Notice notice) {
    var policy = AccessPolicy.fromJson(notice.text());
    if (policy.version() != notice.rank()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_RBAC, "version", Long.toString(policy.version()), "that of the notice");
    }
    return policy;
  }

  private static AgentId subject(Notice notice) {
    return AgentId.of(notice.subject());
  }

  private static String one(AgentId agent) {
    return agent.value().toLowerCase(Locale.ROOT);
  }

  /** In whose name this process tells others, if it may. */
  Optional<AgentId> speaker() {
    return keys.owned().stream().filter(agent -> may(agent, Kind.BLOCKED)).findFirst();
  }

  /** Whether the tables did not answer when they were asked last. */
  boolean isFailing() {
    return isFailing;
  }

  synchronized boolean isSharing() {
    return tables.isPresent();
  }
}

package dev.maos.security;

import dev.maos.backend.SharedTables;
import dev.maos.backend.UsesTables;
import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.BallotGuard;
import dev.maos.consensus.Cast;
import dev.maos.consensus.CastRequest;
import dev.maos.consensus.Proposal;
import dev.maos.event.Event;
import dev.maos.event.EventGuard;
import dev.maos.message.Claim;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageGuard;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.HealthSource;
import dev.maos.security.audit.AuditKind;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.keys.AgentPublicKeys;
import dev.maos.security.keys.KeyId;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.keys.PublicKeyInfo;
import dev.maos.security.tokens.TokenClaims;
import dev.maos.security.tokens.TokenProof;
import dev.maos.security.tokens.TokenVerifier;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps what agents say to one another from others: it seals messages for their recipient, signs
 * them for their sender, and takes only what was sealed and signed so.
 *
 * <p>
 *
 * {@snippet :
 * var security = CommunicationSecurity.of(SecurityPolicy.defaults());
 * security.generateAgentKeys(planner);
 * security.importAgentPublicKey(worker, pem);
 * bus.publish(security.secureMessage(message, worker, CipherSuite.HPKE_X25519));
 * }
 *
 * <p>A sealed message travels like any other; topic, recipient, type, priority and times stay
 * visible, content, name and headers do not. Thread-safe.
 */
public final class CommunicationSecurity
    implements MessageGuard, EventGuard, BallotGuard, UsesTables, HealthSource {
  private final SecurityContext context;
  private final Sealing sealing;
  private final Reception reception;
  private final Doors doors;
  private final EventDoors eventDoors;
  private final Booth booth;

  CommunicationSecurity(SecurityContext context) {
    this.context = context;
    this.sealing = new Sealing(context);
    this.reception = new Reception(context);
    this.doors = new Doors(context, sealing);
    this.eventDoors = new EventDoors(context);
    this.booth = new Booth(context);
  }

  /** With this policy, without any keys yet, in the deployment "maos". */
  public static CommunicationSecurity of(SecurityPolicy policy) {
    return builder(policy).build();
  }

  /** Starts to make one with this policy. */
  public static SecurityBuilder builder(SecurityPolicy policy) {
    return new SecurityBuilder(policy);
  }

  /** The keys, to pin, certify, rotate and revoke them, and to keep them in a keystore. */
  public KeyRing keys() {
    return context.keys();
  }

  /**
   * Makes keys for an agent of this process: to sign, to agree on secrets and, if the policy allows
   * a suite that needs it, to wrap them with RSA.
   *
   * @return the public halves, which the others have to import
   * @throws MaosException {@link ErrorCode#KEY_EXISTS} if it has keys
   */
  public AgentPublicKeys generateAgentKeys(AgentId agent) {
    var keys = context.keys().generate(agent, purposes()).open();
    context.audit().note(AuditKind.KEYS_GENERATED, agent, ids(keys));
    return keys;
  }

  /**
   * Replaces the keys of an agent of this process; see {@link KeyRing#rotate}.
   *
   * @return the public halves, which the others have to approve
   */
  public AgentPublicKeys rotateAgentKeys(AgentId agent) {
    var keys = context.keys().rotate(agent).open();
    context.audit().note(AuditKind.KEYS_ROTATED, agent, ids(keys));
    return keys;
  }

  /** Refuses a key from now on, one's own or another's; see {@link KeyRing#revoke}. */
  public void revokeKey(KeyId key) {
    context.keys().revoke(key);
    context.audit().note(AuditKind.KEY_REVOKED, key.toString());
    context.sharing().notices().revoked(key);
  }

  private static String ids(AgentPublicKeys keys) {
    return keys.key(KeyPurpose.SIGN).map(PublicKeyInfo::toString).orElse("");
  }

  private Set<KeyPurpose> purposes() {
    var purposes = EnumSet.of(KeyPurpose.SIGN, KeyPurpose.AGREE);
    context
        .policy()
        .allowedCiphers()
        .forEach(suite -> suite.recipientKey().ifPresent(purposes::add));
    return purposes;
  }

  /**
   * Trusts the public keys of another agent, given as PEM: see {@link AgentPublicKeys#fromPem}.
   *
   * @throws MaosException {@link ErrorCode#INVALID_PUBLIC_KEY}, or {@link ErrorCode#KEY_CHANGED} if
   *     other keys are trusted already, which {@link #approveAgentPublicKey} replaces, or if they
   *     are those of an agent of this process, or of another agent
   */
  public void importAgentPublicKey(AgentId agent, String pem) {
    take(agent, pem, AuditKind.KEYS_IMPORTED, context.keys()::pin);
  }

  /**
   * Trusts these keys of another agent in the place of those before, as after a rotation, because
   * somebody has looked at the change: see {@link KeyRing#approveChange}.
   *
   * @throws MaosException as {@link #importAgentPublicKey}; {@link ErrorCode#KEY_CHANGED} only if
   *     they are those of an agent of this process, or of another agent
   */
  public void approveAgentPublicKey(AgentId agent, String pem) {
    take(agent, pem, AuditKind.KEYS_APPROVED, context.keys()::approveChange);
  }

  private void take(AgentId agent, String pem, AuditKind kind, Consumer<AgentPublicKeys> taking) {
    try {
      var keys = AgentPublicKeys.fromPem(agent, pem);
      taking.accept(keys);
      context.audit().note(kind, agent, ids(keys));
    } catch (MaosException e) {
      context.audit().refused(AuditKind.KEYS_REFUSED, agent, e);
      throw e;
    }
  }

  /** Seals with HPKE, the default; see {@link #secureMessage(Message, AgentId, CipherSuite)}. */
  public Message secureMessage(Message message, AgentId recipientKeyId) {
    return secureMessage(message, recipientKeyId, CipherSuite.HPKE_X25519);
  }

  /**
   * A message that only this agent can read, and that shows it comes from its sender.
   *
   * @param message its sender must have keys here, and it must go to this agent
   * @param recipientKeyId whose key it is sealed for
   * @param cipher one that the policy allows
   * @throws MaosException {@link ErrorCode#NO_KEY_FOR_RECIPIENT}, {@link ErrorCode#NO_SUCH_KEY} of
   *     the sender, {@link ErrorCode#FORBIDDEN} if one of them is blocked, {@link
   *     ErrorCode#INVALID_TTL} if it would live too long, {@link ErrorCode#INVALID_POLICY} if the
   *     cipher is not allowed, {@link ErrorCode#PAYLOAD_TOO_LARGE_FOR_RSA_OAEP}
   */
  public Message secureMessage(Message message, AgentId recipientKeyId, CipherSuite cipher) {
    return sealing.seal(message, recipientKeyId, cipher);
  }

  /**
   * The message that was sealed, after all that can be asked of it was.
   *
   * <p>It is taken once: the same message again is refused until it is over, unless the policy says
   * otherwise. Who handles messages more than once therefore calls this once and keeps the result.
   *
   * @param message as it was received
   * @param senderKeyId from whom it must be
   * @throws dev.maos.security.crypto.SecurityRejectedException if it is not to be trusted; the text
   *     does not tell why, the reason is for the receiver alone
   * @throws MaosException {@link ErrorCode#MALFORMED_ENVELOPE}, {@link
   *     ErrorCode#UNSUPPORTED_VERSION} or {@link ErrorCode#UNSUPPORTED_SUITE}
   */
  public Message verifyMessage(Message message, AgentId senderKeyId) {
    return reception.open(message, senderKeyId);
  }

  /**
   * Seals a message on its way out, by the quickest suite that the policy allows.
   *
   * <p>Messages to groups and to everyone have no recipient whose key could be used. They go out as
   * they are where the policy accepts plain ones, and signed where it accepts {@link
   * SecurityPolicy#insecureAcceptUnencrypted unencrypted} ones, and nowhere else. What the layer
   * itself tells to many, as the results of votes, is signed under every policy: by its sender, or
   * else by the first agent of this process.
   *
   * @throws MaosException as {@link #secureMessage(Message, AgentId, CipherSuite)} does
   */
  @Override
  public Envelope outbound(Envelope envelope) {
    return doors.outbound(envelope);
  }

  /**
   * Takes messages apart on their way in, and asks for all of them at once which were handled by
   * another process. Each is checked and opened when it is {@link Arrival#opened asked for}, as
   * {@link #verifyMessage} does; the bus may bring it again until it was handled. It is remembered
   * when it was, so that it is refused from then on, and the other processes are told within
   * moments.
   */
  @Override
  public List<Arrival> arriving(List<Claim> claims) {
    return reception.arriving(claims);
  }

  /**
   * Asks once more whether a message is welcome that has waited for its handler.
   *
   * @throws dev.maos.security.crypto.SecurityRejectedException if its sender was blocked meanwhile,
   *     or may not say that any more
   */
  @Override
  public void beforeHandling(Envelope envelope) {
    reception.requireWelcome(envelope.message());
  }

  /**
   * The signature of an event's source, which must be of this process and may {@link
   * dev.maos.security.access.Action#PUBLISH} on its topic.
   *
   * @throws MaosException {@link ErrorCode#FORBIDDEN}, or {@link ErrorCode#NO_SUCH_KEY} if this
   *     process has no keys of the source and the policy demands authentication
   */
  @Override
  public Optional<String> dispatching(Event event) {
    return eventDoors.dispatching(event);
  }

  /** The signature of the source, or else of the first agent of this process. */
  @Override
  public Optional<String> announcing(Event event) {
    return eventDoors.announcing(event);
  }

  /**
   * Whether an event was signed by its source, which is not blocked and may publish on its topic.
   * What the layer announces on reserved topics may be signed by any agent that is trusted here.
   */
  @Override
  public boolean believes(Event event) {
    return eventDoors.believes(event);
  }

  /** Whether a subscriber may {@link dev.maos.security.access.Action#CONSUME} from its topic. */
  @Override
  public boolean mayHear(AgentId subscriber, Event event) {
    return eventDoors.mayHear(subscriber, event);
  }

  /**
   * Lets a vote be opened or taken back by an agent of this process that may {@link
   * dev.maos.security.access.Action#CONSENSUS_PROPOSE} on {@code _maos.votes.proposals}.
   *
   * @throws MaosException {@link ErrorCode#FORBIDDEN}, or {@link ErrorCode#NO_SUCH_KEY} if this
   *     process has no keys of the proposer and the policy demands authentication
   */
  @Override
  public void proposing(Proposal proposal) {
    booth.proposing(proposal);
  }

  /**
   * Signs a ballot for its voter, who must be of this process and may {@link
   * dev.maos.security.access.Action#CONSENSUS_VOTE} on {@code _maos.votes.ballots}.
   *
   * @throws MaosException as {@link #proposing} does
   */
  @Override
  public CastRequest casting(Proposal proposal, CastRequest request) {
    return booth.casting(proposal, request);
  }

  /**
   * Whether a ballot was signed by its voter, who may vote, in a vote of somebody who may propose
   * and is not blocked.
   */
  @Override
  public boolean believes(Proposal proposal, Cast cast) {
    return booth.believes(proposal, cast);
  }

  /**
   * Who shows a token, and what it says of it: see {@link TokenVerifier#verify}. The key that it is
   * bound to must be trusted here, and the agent not be blocked.
   *
   * @param verifier what checks it, and gave the challenge
   * @throws dev.maos.security.tokens.UnauthenticatedException whose text does not tell why
   */
  public TokenClaims authenticate(TokenVerifier verifier, String token, TokenProof proof) {
    return new Authentication(context, verifier).authenticate(token, proof);
  }

  /** Refuses a token from now on. */
  public void revokeToken(TokenVerifier verifier, String tokenId) {
    new Authentication(context, verifier).revoke(tokenId);
  }

  /** Refuses all tokens that an agent was given until now. */
  public void revokeTokens(TokenVerifier verifier, AgentId agent) {
    new Authentication(context, verifier).revokeAll(agent);
  }

  /** Who may do what, to ask, to explain and to exchange the policy. */
  public Access access() {
    return context.access();
  }

  /**
   * Trusts an agent, as long as it is not blocked: it is spared the {@link
   * SecurityBuilder#receivingLimits limits}, and nothing else.
   */
  public void addTrustedAgent(AgentId agent) {
    context.agents().trust(agent);
    context.audit().note(AuditKind.AGENT_TRUSTED, agent, "");
    context.sharing().notices().trusted(agent);
  }

  /** Takes trust back from an agent; it is then one like any other. */
  public void removeTrustedAgent(AgentId agent) {
    context.agents().distrust(agent);
    context.audit().note(AuditKind.AGENT_DISTRUSTED, agent, "");
    context.sharing().notices().distrusted(agent);
  }

  /** Whether an agent is trusted and not blocked. */
  public boolean isTrusted(AgentId agent) {
    return context.agents().isTrusted(agent);
  }

  /**
   * Refuses all from and for an agent from now on, also what was sent before and comes later, and
   * what has come already and waits for its handler.
   *
   * @param reason kept for others to read, escaped and at most 64 characters of it
   * @throws MaosException {@link ErrorCode#BLOCK_REFUSED} if no key of it is known, or its keys are
   *     this process's own, {@link ErrorCode#KEYSTORE_UNAVAILABLE} if the {@link
   *     SecurityBuilder#agentList list} cannot be written; it is blocked all the same, as long as
   *     this process lives
   */
  public void blockAgent(AgentId agent, String reason) {
    if (!context.keys().knows(agent)) {
      throw refused(agent, "is not known here");
    }
    if (context.keys().owns(agent)) {
      throw refused(agent, "is of this process");
    }
    context.audit().note(AuditKind.AGENT_BLOCKED, agent, reason);
    try {
      context.agents().block(agent, reason);
    } finally {
      // It is blocked here whether or not that could be written, and so should it be elsewhere.
      context.sharing().notices().blocked(agent, reason);
    }
  }

  private static MaosException refused(AgentId agent, String why) {
    return new MaosException(
        ErrorCode.BLOCK_REFUSED, "agent %s %s and cannot be blocked".formatted(agent, why));
  }

  /** Takes messages of a blocked agent again. */
  public void unblockAgent(AgentId agent) {
    context.agents().unblock(agent);
    context.audit().note(AuditKind.AGENT_UNBLOCKED, agent, "");
    context.sharing().notices().unblocked(agent);
  }

  /** Why an agent is blocked, if it is. */
  public Optional<String> blockReason(AgentId agent) {
    return context.agents().reasonFor(agent);
  }

  /**
   * Shares what it knows with other processes from now on: a message that one has accepted is
   * refused by all, limits hold over all, and what an {@link SecurityBuilder#administrators
   * administrator} blocks, trusts, revokes or exchanges counts everywhere within a second, also for
   * what was sent before. {@link dev.maos.Maos} calls this where the backend has such tables.
   */
  @Override
  public SharedTables.Listening use(SharedTables tables) {
    return context.sharing().begin(tables);
  }

  /** What was done and refused so far. */
  public SecurityMetrics metrics() {
    return context.counters().metrics(context.audit().lost());
  }

  /**
   * How well it protects: degraded where the policy gives something up, or memory runs out. Of a
   * guard of a bus this is part of {@link dev.maos.Maos#health}.
   */
  @Override
  public ComponentHealth health() {
    return SecurityHealth.of(context, reception.memoryLoad());
  }

  @Override
  public String toString() {
    return "CommunicationSecurity[%s]".formatted(context.keys());
  }
}

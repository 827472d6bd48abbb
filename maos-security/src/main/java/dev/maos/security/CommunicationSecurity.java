package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.IdSource;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.message.Envelope;
import dev.maos.message.Message;
import dev.maos.message.MessageGuard;
import dev.maos.monitor.ComponentHealth;
import dev.maos.monitor.Health;
import dev.maos.security.SecurityPolicy.Demand;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.envelope.Enveloping;
import dev.maos.security.keys.AgentPublicKeys;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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
public final class CommunicationSecurity implements MessageGuard {
  private static final double NEARLY_FULL = 0.9;

  private final SecurityContext context;
  private final Sealing sealing;
  private final Reception reception;
  private final Doors doors;

  private CommunicationSecurity(SecurityContext context) {
    this.context = context;
    this.sealing = new Sealing(context);
    this.reception = new Reception(context);
    this.doors = new Doors(context, sealing, reception);
  }

  /** With this policy, without any keys yet, in the deployment "maos". */
  public static CommunicationSecurity of(SecurityPolicy policy) {
    return builder(policy).build();
  }

  /** Starts to make one with this policy. */
  public static Builder builder(SecurityPolicy policy) {
    return new Builder(policy);
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
    return context.keys().generate(agent, purposes()).open();
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
   *     other keys are trusted already; {@link KeyRing#approveChange} replaces them
   */
  public void importAgentPublicKey(AgentId agent, String pem) {
    context.keys().pin(AgentPublicKeys.fromPem(agent, pem));
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
   * they are where the policy accepts plain ones, and nowhere else.
   *
   * @throws MaosException as {@link #secureMessage(Message, AgentId, CipherSuite)} does
   */
  @Override
  public Envelope outbound(Envelope envelope) {
    return doors.outbound(envelope);
  }

  /**
   * Checks and opens a message on its way in. The bus may bring it again until it was handled.
   *
   * @throws MaosException as {@link #verifyMessage} does
   */
  @Override
  public Envelope inbound(Envelope envelope) {
    return doors.inbound(envelope);
  }

  /** Remembers a message that was acknowledged, so that it is refused when it comes again. */
  @Override
  public void handled(Envelope envelope) {
    reception.handled(envelope);
  }

  /** Trusts an agent, as long as it is not blocked. It must show who it is all the same. */
  public void addTrustedAgent(AgentId agent) {
    context.agents().trust(agent);
  }

  /** Whether an agent is trusted and not blocked. */
  public boolean isTrusted(AgentId agent) {
    return context.agents().isTrusted(agent);
  }

  /**
   * Refuses all from and for an agent from now on, also what was sent before and comes later.
   *
   * @param reason kept for others to read, escaped and at most 64 characters of it
   * @throws MaosException {@link ErrorCode#BLOCK_REFUSED} if no key of it is known, or its keys are
   *     this process's own
   */
  public void blockAgent(AgentId agent, String reason) {
    if (!context.keys().knows(agent)) {
      throw refused(agent, "is not known here");
    }
    if (context.keys().owns(agent)) {
      throw refused(agent, "is of this process");
    }
    context.agents().block(agent, reason);
  }

  private static MaosException refused(AgentId agent, String why) {
    return new MaosException(
        ErrorCode.BLOCK_REFUSED, "agent %s %s and cannot be blocked".formatted(agent, why));
  }

  /** Takes messages of a blocked agent again. */
  public void unblockAgent(AgentId agent) {
    context.agents().unblock(agent);
  }

  /** Why an agent is blocked, if it is. */
  public Optional<String> blockReason(AgentId agent) {
    return context.agents().reasonFor(agent);
  }

  /** What was done and refused so far. */
  public SecurityMetrics metrics() {
    return context.counters().metrics();
  }

  /** How well it protects: degraded where the policy gives something up, or memory runs out. */
  public ComponentHealth health() {
    long before = context.time().nanos();
    var reasons = new ArrayList<String>();
    var policy = context.policy();
    warn(reasons, policy.encryption(), "messages that everybody can read are accepted");
    warn(reasons, policy.authentication(), "messages that anybody may have written are accepted");
    warn(reasons, policy.replayProtection(), "messages are accepted more than once");
    if (reception.memoryLoad() >= NEARLY_FULL) {
      reasons.add("the memory of accepted messages is nearly full");
    }
    var details = new LinkedHashMap<String, String>();
    details.put("curves", "BouncyCastle");
    details.put("ciphers", policy.allowedCiphers().stream().sorted().toList().toString());
    details.put("blockedAgents", Integer.toString(context.agents().blockedCount()));
    var health = reasons.isEmpty() ? Health.healthy() : new Health.Degraded(reasons);
    var took = Duration.ofNanos(Math.max(0, context.time().nanos() - before));
    return new ComponentHealth("security", health, took, details);
  }

  private static void warn(List<String> reasons, Demand demand, String text) {
    if (demand == Demand.NOT_REQUIRED) {
      reasons.add(text);
    }
  }

  @Override
  public String toString() {
    return "CommunicationSecurity[%s]".formatted(context.keys());
  }

  /** What may differ from the defaults. */
  public static final class Builder {
    private final SecurityPolicy policy;
    private String deployment = "maos";
    private TimeSource time = TimeSource.system();
    private SecureRandom random = new SecureRandom();
    private Optional<KeyRing> keys = Optional.empty();

    private Builder(SecurityPolicy policy) {
      this.policy = policy;
    }

    /** The name of the agents that understand one another; messages of others are refused. */
    public Builder deployment(String name) {
      deployment = name;
      return this;
    }

    /** The clock that everything goes by. */
    public Builder time(TimeSource source) {
      time = source;
      return this;
    }

    /** Where keys come from. */
    public Builder random(SecureRandom source) {
      random = source;
      return this;
    }

    /** The keys that are there already, from a keystore for example. */
    public Builder keys(KeyRing ring) {
      keys = Optional.of(ring);
      return this;
    }

    /** Makes it. */
    public CommunicationSecurity build() {
      var ring = keys.orElseGet(() -> new KeyRing(time, random, policy.maxMessageLifetime()));
      return new CommunicationSecurity(
          new SecurityContext(
              policy,
              deploymentId(deployment),
              new UUID(random.nextLong(), random.nextLong()),
              ring,
              new Blocklist(),
              new Enveloping(random),
              time,
              new IdSource(time, random),
              random,
              new SecurityCounters()));
    }

    private static UUID deploymentId(String name) {
      var namespace = UUID.nameUUIDFromBytes("maos".getBytes(StandardCharsets.US_ASCII));
      return IdSource.derived(namespace, name);
    }
  }
}

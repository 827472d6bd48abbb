package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.IdSource;
import dev.maos.base.TimeSource;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.audit.AuditLog;
import dev.maos.security.envelope.Enveloping;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.limits.LimitPolicy;
import dev.maos.security.limits.LimitStore;
import dev.maos.security.limits.MemoryLimits;
import dev.maos.security.limits.SharedLimits;
import dev.maos.security.tokens.Revocations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What of a {@link CommunicationSecurity} may differ from the defaults. One thread's. */
public final class SecurityBuilder {
  private final SecurityPolicy policy;
  private String deployment = "maos";
  private TimeSource time = TimeSource.system();
  private SecureRandom random = new SecureRandom();
  private Optional<KeyRing> keys = Optional.empty();
  private AccessPolicy initial = AccessPolicy.unrestricted();
  private Optional<AuditLog> auditLog = Optional.empty();
  private Optional<Path> agentList = Optional.empty();
  private LimitPolicy sending = LimitPolicy.none();
  private LimitPolicy receiving = LimitPolicy.none();
  private Optional<LimitStore> limitStore = Optional.empty();
  private Set<AgentId> administrators = Set.of();

  SecurityBuilder(SecurityPolicy policy) {
    this.policy = policy;
  }

  /** The name of the agents that understand one another; messages of others are refused. */
  public SecurityBuilder deployment(String name) {
    deployment = name;
    return this;
  }

  /** The clock that everything goes by. */
  public SecurityBuilder time(TimeSource source) {
    time = source;
    return this;
  }

  /** Where keys come from. */
  public SecurityBuilder random(SecureRandom source) {
    random = source;
    return this;
  }

  /** The keys that are there already, from a keystore for example. */
  public SecurityBuilder keys(KeyRing ring) {
    keys = Optional.of(ring);
    return this;
  }

  /**
   * Who may do what; without it every agent whose key is trusted may do all that its certificate
   * does not forbid.
   */
  public SecurityBuilder access(AccessPolicy policyOfAccess) {
    initial = policyOfAccess;
    return this;
  }

  /** How much the agents of this process may send; without it, as much as they like. */
  public SecurityBuilder limits(LimitPolicy policyOfSending) {
    sending = policyOfSending;
    return this;
  }

  /**
   * How much is taken from any one agent. What waited for this process comes faster than it was
   * sent, and what comes beyond the limit goes to the dead letters; so it is to stop a flood, and
   * should lie well above what is sent.
   */
  public SecurityBuilder receivingLimits(LimitPolicy policyOfReceiving) {
    receiving = policyOfReceiving;
    return this;
  }

  /**
   * Where what was sent is counted; without it, in the tables that the processes of a backend
   * share, or in the memory of this process if there are none.
   */
  public SecurityBuilder limitStore(LimitStore store) {
    limitStore = Optional.of(store);
    return this;
  }

  /**
   * Where it is kept who is trusted and who is blocked, so that a restart forgets nobody; without
   * it, nowhere.
   */
  public SecurityBuilder agentList(Path file) {
    agentList = Optional.of(file);
    return this;
  }

  /**
   * Agents whose word counts where processes share the tables of a backend: whom they block or
   * trust, which key they revoke and which policy they exchange, that counts in all processes that
   * named them. An agent that the access policy allows {@link
   * dev.maos.security.access.Action#KEYS_ADMIN} or {@link
   * dev.maos.security.access.Action#POLICY_ADMIN} on {@code _maos.security} may do so too.
   */
  public SecurityBuilder administrators(AgentId... agents) {
    administrators = Set.of(agents);
    return this;
  }

  /** Where it is written down what happens; without it, nowhere. It is not closed here. */
  public SecurityBuilder audit(AuditLog log) {
    auditLog = Optional.of(log);
    return this;
  }

  /** Makes it. */
  public CommunicationSecurity build() {
    var ring = keys.orElseGet(() -> new KeyRing(time, random, policy.maxMessageLifetime()));
    var listFile =
        agentList
            .map(path -> AgentListFile.at(path, random))
            .orElseGet(() -> AgentListFile.none(random));
    var agents = new Blocklist(listFile);
    var audit = new Audit(auditLog);
    var counters = new SecurityCounters();
    var limits = new SharedLimits(new MemoryLimits(time), counters.tablesFailed::increment);
    var counts = limitStore.orElse(limits);
    var access = new Access(ring, initial, audit, counters.denied);
    var id = deploymentId(deployment);
    var revocations = new Revocations(time);
    var notices =
        new Notices(id, ring, agents, access, revocations, administrators, audit, counters, time);
    access.tells(notices::policy);
    return new CommunicationSecurity(
        new SecurityContext(
            policy,
            id,
            new UUID(random.nextLong(), random.nextLong()),
            ring,
            agents,
            access,
            new Limiter(sending, receiving, counts, agents, audit, counters.limited),
            audit,
            revocations,
            new Enveloping(random),
            time,
            new IdSource(time, random),
            random,
            counters,
            new Sharing(limits, new SharedNumbers(time, counters), notices)));
  }

  private static UUID deploymentId(String name) {
    var namespace = UUID.nameUUIDFromBytes("maos".getBytes(StandardCharsets.US_ASCII));
    return IdSource.derived(namespace, name);
  }
}

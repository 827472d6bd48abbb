package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import dev.maos.base.Topic;
import dev.maos.monitor.Counter;
import dev.maos.security.access.AccessPolicy;
import dev.maos.security.access.Action;
import dev.maos.security.access.Credentials;
import dev.maos.security.access.Verdict;
import dev.maos.security.audit.AuditKind;
import dev.maos.security.keys.KeyRing;
import java.util.function.Consumer;

/**
 * Who may do what, by the policy that counts now and by the certificates of the agents.
 *
 * <p>What is sent and what is received is asked here for {@link Action#PUBLISH} and {@link
 * Action#CONSUME}; the other actions are for those who offer them to ask. Thread-safe.
 */
public final class Access {
  private final KeyRing keys;
  private final Audit audit;
  private final Counter denied;
  private volatile AccessPolicy policy;
  private volatile Consumer<AccessPolicy> herald = _ -> {};

  Access(KeyRing keys, AccessPolicy policy, Audit audit, Counter denied) {
    this.keys = keys;
    this.audit = audit;
    this.denied = denied;
    this.policy = policy;
  }

  /** The policy that counts now. */
  public AccessPolicy policy() {
    return policy;
  }

  /**
   * Lets another policy count from now on, as a whole; it holds for what is on its way too. Where
   * processes share tables and an agent of this one {@link SecurityBuilder#administrators may}, it
   * counts in all of them within a second.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_RBAC} if its version is lower than that
   *     of the policy that counts now, which then stays
   */
  public void replace(AccessPolicy other) {
    accept(other);
    herald.accept(other);
  }

  /** Lets it count here. */
  synchronized void accept(AccessPolicy other) {
    if (other.version() < policy.version()) {
      audit.note(AuditKind.POLICY_REFUSED, "version " + other.version());
      throw new InvalidInputException(
          ErrorCode.INVALID_RBAC,
          "version",
          Long.toString(other.version()),
          "%d or more".formatted(policy.version()));
    }
    policy = other;
    audit.note(AuditKind.POLICY_REPLACED, "version " + other.version());
  }

  /** Whom to tell of a policy that was exchanged here. */
  void tells(Consumer<AccessPolicy> other) {
    herald = other;
  }

  /** Whether an agent may do something on a topic, and why. */
  public Verdict explain(AgentId agent, Action action, Topic topic) {
    var grants = keys.grants(agent);
    var credentials = new Credentials(agent, grants.roles(), grants.publish(), grants.consume());
    return policy.verdict(credentials, action, topic);
  }

  /**
   * Refuses what an agent may not do.
   *
   * @throws MaosException {@link ErrorCode#FORBIDDEN}, with the reason
   */
  public void require(AgentId agent, Action action, Topic topic) {
    var verdict = explain(agent, action, topic);
    if (!verdict.allows()) {
      denied.increment();
      audit.note(AuditKind.ACCESS_DENIED, agent, "%s on %s".formatted(action, topic));
      throw new MaosException(
          ErrorCode.FORBIDDEN,
          "agent %s may not %s on %s: %s".formatted(agent, action, topic, verdict.why()));
    }
  }
}

package dev.maos.security.access;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Topic;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: roles, and who has them. What no rule allows is denied, and a rule that denies
 * beats all that allow.
 *
 * <p>
 *
 * {@snippet :
 * var access =
 *     AccessPolicy.builder()
 *         .role(Role.named("worker").with(Rule.allow(Action.CONSUME, "tasks.>")).answering())
 *         .assign(worker, "worker")
 *         .build();
 * access.verdict(Credentials.uncertified(worker), Action.PUBLISH, topic).why();
 * }
 *
 * <p>At most 1,000 roles and 10,000 agents with roles. Immutable and thread-safe.
 */
public final class AccessPolicy {
  private static final int MAX_ROLES = 1_000;
  private static final int MAX_AGENTS = 10_000;
  private static final AccessPolicy UNRESTRICTED =
      new AccessPolicy(0, Map.of(), Map.of(), Set.of(), true);

  private final long version;
  private final Map<RoleName, List<Lineage>> lineages;
  private final Map<AgentId, Set<RoleName>> assigned;
  private final Set<RoleName> certifiable;
  private final boolean isUnrestricted;

  private AccessPolicy(
      long version,
      Map<RoleName, List<Lineage>> lineages,
      Map<AgentId, Set<RoleName>> assigned,
      Set<RoleName> certifiable,
      boolean isUnrestricted) {
    this.version = version;
    this.lineages = Map.copyOf(lineages);
    this.assigned = Map.copyOf(assigned);
    this.certifiable = Set.copyOf(certifiable);
    this.isUnrestricted = isUnrestricted;
  }

  /** Lets every agent do everything that its certificate, if it has one, does not forbid. */
  public static AccessPolicy unrestricted() {
    return UNRESTRICTED;
  }

  /** Starts a policy that allows nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The policy of a JSON document; see {@link PolicyForm} for its form.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_RBAC} with the path of what is wrong, or
   *     the codes of {@link dev.maos.base.Payload#json(String)}
   */
  public static AccessPolicy fromJson(String document) {
    return PolicyForm.read(document);
  }

  /**
   * The policy as a JSON document that {@link #fromJson} reads; rights to answer stand among the
   * rules that allow.
   *
   * @throws IllegalStateException if it is unrestricted, which no document says
   */
  public String toJson() {
    if (isUnrestricted) {
      throw new IllegalStateException("an unrestricted policy has no form");
    }
    return PolicyForm.write(this);
  }

  /** Each role once; the first lineage of a role is its own. */
  List<Role> roles() {
    return lineages.values().stream()
        .map(all -> all.getFirst().role())
        .sorted(Comparator.comparing(Role::name))
        .toList();
  }

  Map<AgentId, Set<RoleName>> assigned() {
    return assigned;
  }

  Set<RoleName> certifiable() {
    return certifiable;
  }

  /** A number that grows with each change of the policy. */
  public long version() {
    return version;
  }

  /** Whether it lets everybody do everything. */
  public boolean isUnrestricted() {
    return isUnrestricted;
  }

  /** Whether an agent may do something on a topic, and why. */
  public Verdict verdict(Credentials who, Action action, Topic topic) {
    if (!who.cover(action, topic)) {
      return new Verdict.NotCertified(who.topicsFor(action));
    }
    if (isUnrestricted) {
      return new Verdict.Unrestricted();
    }
    var roles = rolesOf(who);
    return roles.isEmpty() ? new Verdict.WithoutRole() : verdict(roles, action, topic);
  }

  /** The roles that count: assigned here, or certified where the policy lets certificates do so. */
  private Set<RoleName> rolesOf(Credentials who) {
    var roles = new TreeSet<>(assigned.getOrDefault(who.agent(), Set.of()));
    for (var role : certifiable) {
      if (who.roles().contains(role.value())) {
        roles.add(role);
      }
    }
    return roles;
  }

  private Verdict verdict(Set<RoleName> roles, Action action, Topic topic) {
    Verdict.@Nullable AllowedBy allowed = null;
    for (var role : roles) {
      for (var lineage : lineages.getOrDefault(role, List.of())) {
        for (var rule : lineage.role().rules()) {
          if (!rule.concerns(action, topic)) {
            continue;
          }
          if (rule.effect() == Rule.Effect.DENY) {
            return new Verdict.DeniedBy(lineage.through(), rule);
          }
          allowed = allowed == null ? new Verdict.AllowedBy(lineage.through(), rule) : allowed;
        }
      }
    }
    return allowed == null ? new Verdict.NotAllowed(roles) : allowed;
  }

  @Override
  public String toString() {
    return isUnrestricted
        ? "AccessPolicy[unrestricted]"
        : "AccessPolicy[version %d, %d roles, %d agents]"
            .formatted(version, lineages.size(), assigned.size());
  }

  /** Puts a policy together; {@link #build} checks it as a whole. */
  public static final class Builder {
    private final Map<RoleName, Role> roles = new LinkedHashMap<>();
    private final Map<AgentId, Set<RoleName>> assigned = new HashMap<>();
    private final Set<RoleName> certifiable = new LinkedHashSet<>();
    private long version = 1;

    private Builder() {}

    /** The number of the policy, from 1. */
    public Builder version(long number) {
      version = number;
      return this;
    }

    /** Adds a role, in the place of one of the same name. */
    public Builder role(Role role) {
      roles.put(role.name(), role);
      return this;
    }

    /** Gives an agent a role. */
    public Builder assign(AgentId agent, String role) {
      assigned.computeIfAbsent(agent, _ -> new LinkedHashSet<>()).add(RoleName.of(role));
      return this;
    }

    /** Lets the certificates of the trusted authority give a role. */
    public Builder certifiable(String role) {
      certifiable.add(RoleName.of(role));
      return this;
    }

    /**
     * The policy.
     *
     * @throws InvalidInputException {@link ErrorCode#INVALID_RBAC} if a role is inherited, assigned
     *     or certifiable that is not there, inherits from itself, or is one that nobody can have
     */
    public AccessPolicy build() {
      require(version > 0, "version", Long.toString(version), "a number from 1");
      require(roles.size() <= MAX_ROLES, "roles", count(roles.size()), "at most " + MAX_ROLES);
      require(
          assigned.size() <= MAX_AGENTS, "agents", count(assigned.size()), "at most " + MAX_AGENTS);
      assigned.forEach(
          (agent, names) -> names.forEach(name -> requireRole("agents." + agent, name)));
      certifiable.forEach(name -> requireRole("certifiable", name));
      var lineages = new HashMap<RoleName, List<Lineage>>();
      roles.keySet().forEach(name -> lineages.put(name, Lineage.of(name, roles)));
      requireHolders(lineages);
      var copies = new HashMap<AgentId, Set<RoleName>>();
      assigned.forEach((agent, names) -> copies.put(agent, Set.copyOf(names)));
      return new AccessPolicy(version, lineages, copies, certifiable, false);
    }

    private static String count(int number) {
      return Integer.toString(number);
    }

    private void requireRole(String place, RoleName name) {
      require(roles.containsKey(name), place, name.value(), "a role that is defined");
    }

    // A role that nobody can have is a name that somebody misspelt where it was to be given.
    private void requireHolders(Map<RoleName, List<Lineage>> lineages) {
      var had = new LinkedHashSet<RoleName>();
      var given = new LinkedHashSet<>(certifiable);
      assigned.values().forEach(given::addAll);
      given.forEach(name ->
          lineages.getOrDefault(name, List.of()).forEach(each -> had.add(each.role().name())));
      for (var name : roles.keySet()) {
        require(had.contains(name), "roles." + name, name.value(), "a role that somebody can have");
      }
    }

    static void require(boolean isGood, String path, String value, String allowed) {
      if (!isGood) {
        throw new InvalidInputException(ErrorCode.INVALID_RBAC, path, value, allowed);
      }
    }
  }
}

package dev.maos.security.keys;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An agent's own keys: one in use for each purpose, the retired ones that still open what was
 * sealed for them, and the public halves of those that it signed with before.
 *
 * <p>Immutable and thread-safe. The private halves show nowhere; {@link #open} is for the others.
 */
public final class AgentKeys {
  private final AgentId agent;
  private final List<AgentKey> current;
  private final List<RetiredKey> retired;
  private final FormerKeys former;
  private final AgentPublicKeys open;

  AgentKeys(AgentId agent, List<AgentKey> current, List<RetiredKey> retired, FormerKeys former) {
    this.agent = agent;
    this.current = List.copyOf(current);
    this.retired = List.copyOf(retired);
    this.former = former;
    this.open = open(agent, current);
  }

  private static AgentPublicKeys open(AgentId agent, List<AgentKey> keys) {
    return new AgentPublicKeys(agent, keys.stream().map(AgentKey::info).toList());
  }

  /** New keys for these purposes. */
  public static AgentKeys generate(
      AgentId agent, Set<KeyPurpose> purposes, Instant now, SecureRandom random) {
    var keys =
        purposes.stream().sorted().map(purpose -> AgentKey.generate(purpose, now, random)).toList();
    return new AgentKeys(agent, keys, List.of(), FormerKeys.NONE);
  }

  /**
   * These keys, each replaced by a new one, and new ones for more purposes; the old ones open until
   * then, and nothing else.
   */
  AgentKeys rotated(Set<KeyPurpose> more, Instant now, Instant until, SecureRandom random) {
    var purposes = EnumSet.noneOf(KeyPurpose.class);
    purposes.addAll(more);
    current.forEach(key -> purposes.add(key.info().purpose()));
    var fresh = purposes.stream().map(purpose -> AgentKey.generate(purpose, now, random)).toList();
    var old = new ArrayList<>(retired);
    current.forEach(key -> old.add(new RetiredKey(key, until)));
    return new AgentKeys(agent, fresh, old, former.replaced(open, open(agent, fresh), now));
  }

  /** Without the retired keys whose time is over, which are destroyed. */
  AgentKeys expired(Instant now) {
    var over = retired.stream().filter(key -> !now.isBefore(key.until())).toList();
    if (over.isEmpty()) {
      return this;
    }
    over.forEach(key -> key.key().destroy());
    var left = retired.stream().filter(key -> now.isBefore(key.until())).toList();
    return new AgentKeys(agent, current, left, former);
  }

  /** Whose keys they are. */
  public AgentId agent() {
    return agent;
  }

  /** The public halves of the keys in use. */
  public AgentPublicKeys open() {
    return open;
  }

  /**
   * The key in use for a purpose.
   *
   * @throws MaosException {@link ErrorCode#NO_SUCH_KEY} if the agent has none
   */
  public AgentKey key(KeyPurpose purpose) {
    for (var key : current) {
      if (key.info().purpose() == purpose) {
        return key;
      }
    }
    throw new MaosException(
        ErrorCode.NO_SUCH_KEY, "agent %s has no key to %s with".formatted(agent, purpose));
  }

  /** The key of this id, in use or retired. */
  public Optional<AgentKey> key(KeyId id) {
    for (var key : current) {
      if (key.info().id().equals(id)) {
        return Optional.of(key);
      }
    }
    return retired.stream()
        .map(RetiredKey::key)
        .filter(key -> key.info().id().equals(id))
        .findFirst();
  }

  List<AgentKey> current() {
    return current;
  }

  List<RetiredKey> retired() {
    return retired;
  }

  FormerKeys former() {
    return former;
  }

  /** The public halves of the retired keys, and of those that signed before. */
  List<ReplacedKey> replaced(Instant now) {
    var still =
        retired.stream()
            .filter(key -> now.isBefore(key.until()))
            .map(key -> new ReplacedKey(agent, key.key().info(), Optional.of(key.until())))
            .toList();
    return former.beside(agent, still);
  }

  @Override
  public String toString() {
    return "AgentKeys[%s, %s, %d retired]".formatted(agent, current, retired.size());
  }
}

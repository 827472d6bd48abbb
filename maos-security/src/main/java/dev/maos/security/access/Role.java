package dev.maos.security.access;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What those may do who have it: its own rules, and those of the roles that it inherits from.
 *
 * <p>
 *
 * {@snippet :
 * Role.named("worker")
 *     .with(Rule.allow(Action.CONSUME, "tasks.>"))
 *     .with(Rule.deny(Action.CONSUME, "tasks.secret"))
 *     .answering();
 * }
 *
 * <p>At most 256 rules and 16 roles that it inherits from. Immutable.
 */
public record Role(RoleName name, Set<RoleName> inherits, List<Rule> rules) {
  private static final int MAX_RULES = 256;
  private static final int MAX_PARENTS = 16;
  private static final List<String> ANSWERS = List.of("_maos.replies.>", "_maos.receipts");

  /** Copies the rules, and refuses too many with {@link ErrorCode#INVALID_RBAC}. */
  public Role {
    inherits = Set.copyOf(inherits);
    rules = List.copyOf(rules);
    requireAtMost(MAX_RULES, rules.size(), name, "rules");
    requireAtMost(MAX_PARENTS, inherits.size(), name, "inherits");
  }

  private static void requireAtMost(int most, int size, RoleName name, String part) {
    if (size > most) {
      throw new InvalidInputException(
          ErrorCode.INVALID_RBAC,
          "roles.%s.%s".formatted(name, part),
          Integer.toString(size),
          "at most " + most);
    }
  }

  /** A role that allows nothing yet. */
  public static Role named(String name) {
    return new Role(RoleName.of(name), Set.of(), List.of());
  }

  /** This role with one rule more. */
  public Role with(Rule rule) {
    var more = new ArrayList<>(rules);
    more.add(rule);
    return new Role(name, inherits, more);
  }

  /** This role with all that another one allows and denies. */
  public Role inheriting(String other) {
    var more = new LinkedHashSet<>(inherits);
    more.add(RoleName.of(other));
    return new Role(name, more, rules);
  }

  /** This role with the right to reply, to get replies, and the same for receipts. */
  public Role answering() {
    var more = new ArrayList<>(rules);
    for (var topics : ANSWERS) {
      more.add(Rule.allow(Action.PUBLISH, topics));
      more.add(Rule.allow(Action.CONSUME, topics));
    }
    return new Role(name, inherits, more);
  }
}

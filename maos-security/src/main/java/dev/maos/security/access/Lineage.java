package dev.maos.security.access;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A role that counts for those who have another one, and the way from there to it.
 *
 * @param through from the role that an agent has to this one
 */
record Lineage(Role role, List<RoleName> through) {
  Lineage {
    through = List.copyOf(through);
  }

  /** The role of this name and all that it inherits from, each once, the nearest first. */
  static List<Lineage> of(RoleName name, Map<RoleName, Role> roles) {
    var found = new ArrayList<Lineage>();
    collect(List.of(name), roles, new HashSet<>(), found);
    return found;
  }

  private static void collect(
      List<RoleName> through, Map<RoleName, Role> roles, Set<RoleName> seen, List<Lineage> found) {
    var name = through.getLast();
    var role = roles.get(name);
    if (role == null) {
      throw refusal(through.get(through.size() - 2), name.value(), "a role that is defined");
    }
    if (through.indexOf(name) < through.size() - 1) {
      throw refusal(through.getFirst(), way(through), "roles that do not inherit from themselves");
    }
    if (!seen.add(name)) {
      return;
    }
    found.add(new Lineage(role, through));
    for (var parent : role.inherits().stream().sorted().toList()) {
      var further = new ArrayList<>(through);
      further.add(parent);
      collect(further, roles, seen, found);
    }
  }

  private static String way(List<RoleName> through) {
    return through.stream().map(RoleName::value).collect(Collectors.joining(" > "));
  }

  private static InvalidInputException refusal(RoleName at, String value, String allowed) {
    return new InvalidInputException(
        ErrorCode.INVALID_RBAC, "roles.%s.inherits".formatted(at), value, allowed);
  }
}

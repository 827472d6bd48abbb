package dev.maos.security.access;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The form of an access policy as JSON; a field that is not known is refused, since a rule that is
 * misspelt would protect nothing.
 *
 * <pre>
 *   {"version": 3,
 *    "roles": {"worker": {"inherits": ["reader"],
 *                         "allow": {"consume": ["tasks.&gt;"]},
 *                         "deny":  {"consume": ["tasks.secret"]},
 *                         "answering": true}},
 *    "agents": {"agent1": ["worker"]},
 *    "certifiable": ["reader"]}
 * </pre>
 */
final class PolicyForm {
  private static final int MAX_LENGTH = 1024 * 1024;

  private PolicyForm() {}

  static AccessPolicy read(String document) {
    AccessPolicy.Builder.require(
        document.length() <= MAX_LENGTH,
        "policy",
        document.length() + " characters",
        "at most " + MAX_LENGTH);
    var fields = object("policy", Payload.json(document).as(Object.class));
    requireKnown("policy", fields, Set.of("version", "roles", "agents", "certifiable"));
    var builder = AccessPolicy.builder();
    if (fields.containsKey("version")) {
      builder.version(number("version", fields.get("version")));
    }
    object("roles", fields.getOrDefault("roles", Map.of()))
        .forEach((name, role) -> builder.role(role(name, role)));
    object("agents", fields.getOrDefault("agents", Map.of()))
        .forEach((agent, names) -> assign(builder, agent, names));
    texts("certifiable", fields.getOrDefault("certifiable", List.of()))
        .forEach(builder::certifiable);
    return builder.build();
  }

  static String write(AccessPolicy policy) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("version", policy.version());
    var roles = new LinkedHashMap<String, Object>();
    policy.roles().forEach(role -> roles.put(role.name().value(), written(role)));
    fields.put("roles", roles);
    var agents = new TreeMap<String, Object>();
    policy.assigned().forEach((agent, names) -> agents.put(agent.value(), names(names)));
    fields.put("agents", agents);
    fields.put("certifiable", names(policy.certifiable()));
    return Payload.of(fields).text();
  }

  private static Map<String, Object> written(Role role) {
    return Map.of(
        "inherits", names(role.inherits()),
        "allow", rules(role, Rule.Effect.ALLOW),
        "deny", rules(role, Rule.Effect.DENY));
  }

  private static List<String> names(Set<RoleName> names) {
    return names.stream().map(RoleName::value).sorted().toList();
  }

  private static Map<String, List<String>> rules(Role role, Rule.Effect effect) {
    var rules = new TreeMap<String, List<String>>();
    for (var rule : role.rules()) {
      if (rule.effect() == effect) {
        rules
            .computeIfAbsent(rule.action().toString(), _ -> new ArrayList<>())
            .add(rule.topics().value());
      }
    }
    return rules;
  }

  private static void assign(AccessPolicy.Builder builder, String agent, Object names) {
    var path = "agents." + agent;
    var roles = texts(path, names);
    AccessPolicy.Builder.require(!roles.isEmpty(), path, "[]", "at least one role");
    roles.forEach(role -> builder.assign(agent(agent), role));
  }

  private static AgentId agent(String text) {
    try {
      return AgentId.of(text);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(ErrorCode.INVALID_RBAC, "agents", text, e.allowed(), e);
    }
  }

  private static Role role(String name, Object value) {
    var path = "roles." + name;
    var fields = object(path, value);
    requireKnown(path, fields, Set.of("inherits", "allow", "deny", "answering"));
    var role = Role.named(name);
    for (var parent : texts(path + ".inherits", fields.getOrDefault("inherits", List.of()))) {
      role = role.inheriting(parent);
    }
    role = with(role, Rule.Effect.ALLOW, path + ".allow", fields.getOrDefault("allow", Map.of()));
    role = with(role, Rule.Effect.DENY, path + ".deny", fields.getOrDefault("deny", Map.of()));
    var answering = fields.getOrDefault("answering", false);
    AccessPolicy.Builder.require(
        answering instanceof Boolean, path + ".answering", answering.toString(), "true or false");
    return answering.equals(true) ? role.answering() : role;
  }

  private static Role with(Role role, Rule.Effect effect, String path, Object value) {
    var more = role;
    for (var entry : object(path, value).entrySet()) {
      var topics = texts(path + "." + entry.getKey(), entry.getValue());
      for (int i = 0; i < topics.size(); i++) {
        more = more.with(rule(effect, entry.getKey(), topics.get(i), path, i));
      }
    }
    return more;
  }

  private static Rule rule(
      Rule.Effect effect, String action, String topics, String path, int index) {
    try {
      var known = Action.of(action);
      return effect == Rule.Effect.ALLOW ? Rule.allow(known, topics) : Rule.deny(known, topics);
    } catch (InvalidInputException e) {
      throw e.in("%s.%s[%d]".formatted(path, action, index));
    }
  }

  private static void requireKnown(String path, Map<String, Object> fields, Set<String> known) {
    for (var name : fields.keySet()) {
      AccessPolicy.Builder.require(
          known.contains(name), path, name, "one of " + known.stream().sorted().toList());
    }
  }

  private static Map<String, Object> object(String path, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_RBAC, path, String.valueOf(value), "an object");
    }
    var fields = new LinkedHashMap<String, Object>();
    map.forEach((name, field) -> fields.put(String.valueOf(name), nonNull(path, field)));
    return fields;
  }

  private static List<String> texts(String path, Object value) {
    if (!(value instanceof List<?> list)
        || !list.stream().allMatch(item -> item instanceof String)) {
      throw new InvalidInputException(
          ErrorCode.INVALID_RBAC, path, String.valueOf(value), "a list of names or patterns");
    }
    return list.stream().map(String.class::cast).toList();
  }

  private static long number(String path, @Nullable Object value) {
    return switch (value) {
      case Integer number -> number;
      case Long number -> number;
      case null, default ->
          throw new InvalidInputException(
              ErrorCode.INVALID_RBAC, path, String.valueOf(value), "a whole number");
    };
  }

  private static Object nonNull(String path, @Nullable Object field) {
    if (field == null) {
      throw new InvalidInputException(ErrorCode.INVALID_RBAC, path, "null", "a value");
    }
    return field;
  }
}

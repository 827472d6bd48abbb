package dev.maos.cli;

import dev.maos.registry.AgentDescriptor;
import dev.maos.registry.AgentRecord;
import dev.maos.registry.Capability;
import dev.maos.registry.Endpoint;
import dev.maos.registry.KnownAgent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What there is to say about an agent. */
final class AgentFigures {
  private static final String[] HEAD = {
    "AGENT", "TYPE", "STATUS", "LIVENESS", "LOAD", "CAPACITY", "ABLE"
  };

  private AgentFigures() {}

  /** All of it, by a word for each part. */
  static Map<String, Object> of(KnownAgent agent) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("agent", agent.id().value());
    fields.put("liveness", agent.liveness().name());
    putState(fields, agent.record());
    fields.put("load", agent.load());
    putDescription(fields, agent.descriptor());
    putRegistration(fields, agent.record());
    return fields;
  }

  private static void putState(Map<String, Object> fields, AgentRecord record) {
    fields.put("status", record.status().name());
    fields.put("intake", record.state().intake().name());
    fields.put("waiting", record.state().seen().waiting());
  }

  private static void putDescription(Map<String, Object> fields, AgentDescriptor agent) {
    fields.put("capacity", agent.capacity());
    fields.put("type", agent.type());
    fields.put("name", agent.name());
    fields.put("description", agent.description());
    fields.put("version", agent.version());
    fields.put("capabilities", abilities(agent));
    fields.put("topics", agent.topics().stream().map(Object::toString).sorted().toList());
    fields.put("tags", List.copyOf(agent.tags()));
    fields.put("metadata", agent.metadata());
    fields.put("endpoints", agent.endpoints().stream().map(AgentFigures::place).toList());
  }

  private static String place(Endpoint endpoint) {
    return endpoint.protocol() + " " + endpoint.url();
  }

  private static void putRegistration(Map<String, Object> fields, AgentRecord record) {
    fields.put("session", record.session().value());
    fields.put("incarnation", record.incarnation());
    fields.put("registeredAt", record.registeredAt().toString());
  }

  static List<String> table(Style style, List<KnownAgent> agents) {
    var table = new Table(style, HEAD);
    for (var agent : agents) {
      table.add(
          agent.id(),
          agent.descriptor().type(),
          agent.status(),
          agent.liveness(),
          share(agent.load()),
          agent.descriptor().capacity(),
          String.join(", ", abilities(agent.descriptor())));
    }
    return table.lines();
  }

  /** The parts of one agent, a line each; what is empty has none. */
  static List<String> lines(Style style, KnownAgent agent) {
    var fields = of(agent);
    fields.put("load", share(agent.load()));
    return fields.entrySet().stream()
        .filter(field -> !isEmpty(field.getValue()))
        .map(field -> style.shown("%-12s %s".formatted(field.getKey(), text(field.getValue()))))
        .toList();
  }

  private static boolean isEmpty(Object value) {
    return value.equals("") || value.equals(List.of()) || value.equals(Map.of());
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? String.join(", ", list.stream().map(Object::toString).toList())
        : value.toString();
  }

  private static List<String> abilities(AgentDescriptor agent) {
    return agent.capabilities().stream().map(Capability::toString).toList();
  }

  private static String share(double load) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * load);
  }
}

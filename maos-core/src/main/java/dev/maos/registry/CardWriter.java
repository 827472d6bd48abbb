package dev.maos.registry;

import dev.maos.base.CapabilityName;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the form that {@link AgentCard} describes: the card as it was read, if it was, and over
 * that what this layer knows better.
 */
final class CardWriter {
  private static final List<String> JSON_ONLY = List.of("application/json");

  private final AgentDescriptor agent;
  private final Map<String, @Nullable Object> card;
  private final Map<CapabilityName, Integer> versions = new HashMap<>();

  CardWriter(AgentDescriptor agent) {
    this.agent = agent;
    this.card = original(agent.foreign());
    agent.capabilities().forEach(known -> versions.merge(known.name(), 1, Integer::sum));
  }

  private static Map<String, @Nullable Object> original(ForeignFields foreign) {
    return foreign.json().isEmpty()
        ? new LinkedHashMap<>()
        : copy(Payload.json(foreign.json()).as(Map.class));
  }

  String write() {
    var skills = byText(objects(card.get("skills")), "id");
    card.remove("signatures");
    card.put("name", agent.name());
    card.put("description", orName(agent.description(), agent.name()));
    card.put("version", agent.version());
    card.put("supportedInterfaces", interfaces());
    card.put("capabilities", abilities());
    card.putIfAbsent("defaultInputModes", JSON_ONLY);
    card.putIfAbsent("defaultOutputModes", JSON_ONLY);
    card.put("skills", agent.capabilities().stream().map(its -> skill(its, skills)).toList());
    return Payload.of(card).text();
  }

  private List<Map<String, @Nullable Object>> interfaces() {
    var known = byText(objects(card.get("supportedInterfaces")), "url");
    var all = new ArrayList<Map<String, @Nullable Object>>();
    for (var endpoint : agent.endpoints()) {
      var place = copy(known.getOrDefault(endpoint.url().toString(), Map.of()));
      place.put("url", endpoint.url().toString());
      place.put("protocolBinding", endpoint.protocol());
      place.put("protocolVersion", endpoint.version());
      all.add(place);
    }
    return all;
  }

  private Map<String, @Nullable Object> abilities() {
    var abilities =
        card.get("capabilities") instanceof Map<?, ?> known ? copy(known) : copy(Map.of());
    var extensions = new ArrayList<Map<String, @Nullable Object>>();
    var mine = copy(Map.of());
    for (var extension : objects(abilities.get("extensions"))) {
      if (AgentCard.EXTENSION.equals(extension.get("uri"))) {
        mine = extension;
      } else {
        extensions.add(extension);
      }
    }
    mine.put("uri", AgentCard.EXTENSION);
    mine.put("params", parameters(mine.get("params")));
    extensions.add(mine);
    abilities.put("extensions", extensions);
    return abilities;
  }

  private Map<String, @Nullable Object> parameters(@Nullable Object known) {
    var parameters = known instanceof Map<?, ?> map ? copy(map) : copy(Map.of());
    parameters.put("id", agent.id().value());
    parameters.put("type", agent.type());
    parameters.put("capacity", agent.capacity());
    parameters.put("topics", agent.topics().stream().map(Topic::value).sorted().toList());
    parameters.put("tags", agent.tags());
    parameters.put("metadata", agent.metadata());
    parameters.put("keys", agent.keys());
    parameters.put("capabilities", agent.capabilities().stream().map(this::details).toList());
    return parameters;
  }

  private Map<String, @Nullable Object> details(Capability capability) {
    var details = copy(Map.of());
    details.put("skill", skillId(capability));
    details.put("name", capability.name().value());
    capability.version().ifPresent(version -> details.put("version", version.toString()));
    capability.input().ifPresent(schema -> details.put("input", schema.as(Object.class)));
    capability.output().ifPresent(schema -> details.put("output", schema.as(Object.class)));
    return details;
  }

  private Map<String, @Nullable Object> skill(
      Capability capability, Map<String, Map<String, @Nullable Object>> known) {
    var id = skillId(capability);
    var skill = copy(known.getOrDefault(id, Map.of()));
    skill.put("id", id);
    skill.putIfAbsent("name", capability.name().value());
    skill.put("description", orName(capability.description(), capability.name().value()));
    skill.put("tags", capability.tags());
    return skill;
  }

  /**
   * Skills of a card have different ids; a name that comes in several versions has one for each.
   */
  private String skillId(Capability capability) {
    var name = capability.name();
    boolean isAlone = versions.getOrDefault(name, 0) == 1;
    return isAlone
        ? name.value()
        : capability.version().map(v -> name + "@" + v).orElse(name.value());
  }

  private static String orName(String description, String name) {
    return description.isEmpty() ? name : description;
  }

  private static List<Map<String, @Nullable Object>> objects(@Nullable Object list) {
    var objects = new ArrayList<Map<String, @Nullable Object>>();
    if (list instanceof List<?> elements) {
      for (Object element : elements) {
        if (element instanceof Map<?, ?> object) {
          objects.add(copy(object));
        }
      }
    }
    return objects;
  }

  private static Map<String, Map<String, @Nullable Object>> byText(
      List<Map<String, @Nullable Object>> objects, String field) {
    var byText = new HashMap<String, Map<String, @Nullable Object>>();
    objects.forEach(object -> byText.putIfAbsent(String.valueOf(object.get(field)), object));
    return byText;
  }

  private static Map<String, @Nullable Object> copy(Map<?, ?> object) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    object.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }
}

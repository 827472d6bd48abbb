package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.CapabilityName;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.Version;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the form that {@link AgentCard} describes. */
final class CardReader {
  private static final int MAX_ID = 64;
  private static final int MAX_CAPABILITY = 128;

  private final String json;
  private final CardFields card;
  private final CardFields ours;
  private final Map<String, CardFields> details = new HashMap<>();

  private CardReader(String json, CardFields card) {
    this.json = json;
    this.card = card;
    this.ours = extension(card);
    for (var capability : ours.objects("capabilities")) {
      details.put(capability.required("skill"), capability);
    }
  }

  static CardReader of(String json) {
    var document = Payload.json(json);
    Map<?, ?> fields;
    try {
      fields = document.as(Map.class);
    } catch (InvalidInputException notAnObject) {
      throw new InvalidInputException(
          ErrorCode.INVALID_AGENT_CARD, "card", json, "a JSON object", notAnObject);
    }
    return new CardReader(json, new CardFields("", fields));
  }

  private static CardFields extension(CardFields card) {
    for (var extension :
        card.object("capabilities").map(its -> its.objects("extensions")).orElse(List.of())) {
      if (extension.optional("uri").filter(AgentCard.EXTENSION::equals).isPresent()) {
        return extension.object("params").orElseGet(CardFields::none);
      }
    }
    return CardFields.none();
  }

  /** The id that the card names, or one made of its name. */
  AgentId id() {
    return ours.optional("id", AgentId::of)
        .orElseGet(() -> card.checked("name", () -> madeOf(card.required("name"))));
  }

  private static AgentId madeOf(String name) {
    var id = cut(name.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^[-_]+|-+$", ""), MAX_ID);
    return AgentId.of(id);
  }

  AgentDescriptor read(AgentId id) {
    var name = card.required("name");
    var draft =
        AgentDescriptor.of(id)
            .name(name)
            .description(unlessRepeated(card.optional("description").orElse(""), name))
            .version(card.required("version"));
    ours.optional("type").ifPresent(draft::type);
    ours.number("capacity").ifPresent(draft::capacity);
    ours.checked("topics", () -> ours.texts("topics").stream().map(Topic::new).toList())
        .forEach(draft::reads);
    ours.map("metadata").forEach(draft::metadata);
    draft.tagged(ours.texts("tags").toArray(String[]::new));
    ours.objects("keys").forEach(key -> draft.key(key(key)));
    card.objects("supportedInterfaces").forEach(place -> draft.at(endpoint(place)));
    card.objects("skills").forEach(skill -> draft.able(capability(skill)));
    var agent = draft.build();
    return isAllThereIs(agent) ? agent : draft.foreign(new ForeignFields(json)).build();
  }

  /** Whether the card is what would be written for the agent, so that nothing need be kept. */
  private boolean isAllThereIs(AgentDescriptor agent) {
    var written = Payload.json(AgentCard.write(agent)).as(Map.class);
    return written.equals(Payload.json(json).as(Map.class));
  }

  private static AgentKey key(CardFields key) {
    return new AgentKey(key.required("name"), key.required("algorithm"), key.required("encoded"));
  }

  private static Endpoint endpoint(CardFields place) {
    var url = place.required("url");
    return new Endpoint(
        place.checked("url", () -> URI.create(url)),
        place.required("protocolBinding"),
        place.required("protocolVersion"));
  }

  private Capability capability(CardFields skill) {
    var id = skill.required("id");
    var known = details.getOrDefault(id, CardFields.none());
    var name = known.optional("name", CapabilityName::of).orElseGet(() -> nameOf(skill, id));
    return skill.checked(
        "id",
        () ->
            new Capability(
                name,
                known.optional("version", Version::of),
                unlessRepeated(skill.optional("description").orElse(""), name.value()),
                Set.copyOf(skill.texts("tags")),
                known.any("input").map(Payload::of),
                known.any("output").map(Payload::of)));
  }

  /** Others may write ids that are no names here. */
  private static CapabilityName nameOf(CardFields skill, String id) {
    var name = id.replaceAll("[^A-Za-z0-9_.:/-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", "");
    return skill.checked("id", () -> CapabilityName.of(cut(name, MAX_CAPABILITY)));
  }

  // A card must describe everything, so the writer repeats a name where there is no description.
  private static String unlessRepeated(String description, String name) {
    return description.equals(name) ? "" : description;
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }
}

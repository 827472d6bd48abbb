package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.CapabilityName;
import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import dev.maos.base.Version;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The form in which stores keep an agent: JSON that gives back exactly what was written. An {@link
 * AgentCard} is for others to read, and says some things less exactly.
 */
public final class DescriptorForm {
  private static final int VERSION = 1;

  private DescriptorForm() {}

  /** The agent on one line. */
  public static String write(AgentDescriptor agent) {
    var form = new LinkedHashMap<String, Object>();
    form.put("v", VERSION);
    form.put("id", agent.id().value());
    form.put("name", agent.name());
    form.put("description", agent.description());
    form.put("type", agent.type());
    form.put("version", agent.version());
    form.put("capacity", agent.capacity());
    form.put("capabilities", agent.capabilities().stream().map(DescriptorForm::form).toList());
    form.put("endpoints", agent.endpoints().stream().map(DescriptorForm::form).toList());
    form.put("topics", agent.topics().stream().map(Topic::value).sorted().toList());
    form.put("metadata", agent.metadata());
    form.put("tags", agent.tags());
    form.put("keys", agent.keys());
    form.put("foreign", agent.foreign().json());
    return Payload.of(form).text();
  }

  private static Map<String, Object> form(Capability capability) {
    var form = new LinkedHashMap<String, Object>();
    form.put("name", capability.name().value());
    capability.version().ifPresent(version -> form.put("version", version.toString()));
    form.put("description", capability.description());
    form.put("tags", capability.tags().stream().sorted().toList());
    // As text, because a number that is read and written may come out in another form.
    capability.input().ifPresent(schema -> form.put("input", schema.text()));
    capability.output().ifPresent(schema -> form.put("output", schema.text()));
    return form;
  }

  private static Map<String, Object> form(Endpoint endpoint) {
    return Map.of(
        "url", endpoint.url().toString(),
        "protocol", endpoint.protocol(),
        "version", endpoint.version());
  }

  /**
   * Reads what was written.
   *
   * @throws MaosException {@link ErrorCode#UNSUPPORTED_VERSION} if a later release has written it;
   *     another code, with the field, if it was not written here
   */
  public static AgentDescriptor read(String text) {
    var form = new CardFields("", Payload.json(text).as(Map.class));
    int version = form.number("v").orElse(0);
    if (version != VERSION) {
      throw new MaosException(
          ErrorCode.UNSUPPORTED_VERSION,
          "an agent is stored in form %d; this release reads form %d".formatted(version, VERSION));
    }
    return new AgentDescriptor(
        AgentId.of(form.required("id")),
        form.required("name"),
        form.required("description"),
        form.required("type"),
        form.required("version"),
        form.objects("capabilities").stream().map(DescriptorForm::capability).toList(),
        form.objects("endpoints").stream().map(DescriptorForm::endpoint).toList(),
        form.texts("topics").stream().map(Topic::new).collect(Collectors.toSet()),
        form.number("capacity").orElse(1),
        form.map("metadata"),
        Set.copyOf(form.texts("tags")),
        form.objects("keys").stream().map(DescriptorForm::key).toList(),
        new ForeignFields(form.required("foreign")));
  }

  private static Capability capability(CardFields form) {
    return new Capability(
        CapabilityName.of(form.required("name")),
        form.optional("version", Version::of),
        form.required("description"),
        Set.copyOf(form.texts("tags")),
        form.optional("input").map(Payload::json),
        form.optional("output").map(Payload::json));
  }

  private static Endpoint endpoint(CardFields form) {
    var url = form.required("url");
    return new Endpoint(
        form.checked("url", () -> URI.create(url)),
        form.required("protocol"),
        form.required("version"));
  }

  private static AgentKey key(CardFields form) {
    return new AgentKey(
        form.required("name"), form.required("algorithm"), form.required("encoded"));
  }
}

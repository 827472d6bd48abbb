package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * An agent's description being written. What is not said has a default: the id as its name, the
 * type {@code agent}, version {@code 1.0.0}, a capacity of one job.
 *
 * <p>A draft may be used again; each {@link #build} makes a new description. Not thread-safe.
 */
public final class AgentDraft {
  private final AgentId id;
  private final List<Capability> capabilities = new ArrayList<>();
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Set<Topic> topics = new HashSet<>();
  private final Map<String, String> metadata = new TreeMap<>();
  private final Set<String> tags = new HashSet<>();
  private final List<AgentKey> keys = new ArrayList<>();
  private String name;
  private String description = "";
  private String type = "agent";
  private String version = "1.0.0";
  private int capacity = 1;
  private ForeignFields foreign = ForeignFields.NONE;

  AgentDraft(AgentId id) {
    this.id = Objects.requireNonNull(id, "id");
    this.name = id.value();
  }

  /** Its name for people. */
  public AgentDraft name(String text) {
    name = text;
    return this;
  }

  /** What it is for, for people. */
  public AgentDraft description(String text) {
    description = text;
    return this;
  }

  /** The kind of agent. */
  public AgentDraft type(String word) {
    type = word;
    return this;
  }

  /** Its own version. */
  public AgentDraft version(String text) {
    version = text;
    return this;
  }

  /** One more capability. */
  public AgentDraft able(Capability capability) {
    capabilities.add(Objects.requireNonNull(capability, "capability"));
    return this;
  }

  /** One more capability, without a version. */
  public AgentDraft able(String capability) {
    return able(Capability.of(capability));
  }

  /** One more capability, in a version. */
  public AgentDraft able(String capability, String known) {
    return able(Capability.of(capability, known));
  }

  /** One more place where it can be reached. */
  public AgentDraft at(Endpoint endpoint) {
    endpoints.add(Objects.requireNonNull(endpoint, "endpoint"));
    return this;
  }

  /** One more topic that it reads. */
  public AgentDraft reads(Topic topic) {
    topics.add(Objects.requireNonNull(topic, "topic"));
    return this;
  }

  /** How many jobs it works on at once. */
  public AgentDraft capacity(int jobs) {
    capacity = jobs;
    return this;
  }

  /** One more fact about it. */
  public AgentDraft metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** More words by which it can be found. */
  public AgentDraft tagged(String... words) {
    tags.addAll(List.of(words));
    return this;
  }

  /** One more public key. */
  public AgentDraft key(AgentKey key) {
    keys.add(Objects.requireNonNull(key, "key"));
    return this;
  }

  AgentDraft foreign(ForeignFields card) {
    foreign = card;
    return this;
  }

  /** The description, checked. */
  public AgentDescriptor build() {
    return new AgentDescriptor(
        id,
        name,
        description,
        type,
        version,
        capabilities,
        endpoints,
        topics,
        capacity,
        metadata,
        tags,
        keys,
        foreign);
  }
}

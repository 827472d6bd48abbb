package dev.maos.registry;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.Need;
import dev.maos.base.Topic;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an agent is and is able to do, as it registers itself. Written step by step:
 *
 * <pre>{@code
 * AgentDescriptor.of("ann").type("reviewer").able("java-review", "21").capacity(4).build()
 * }</pre>
 *
 * <p>Everything has a bound, and what exceeds one is refused with {@link ErrorCode#TOO_LARGE}: 256
 * capabilities, each name in each version once; 16 endpoints; 256 topics; 64 metadata, with values
 * of 4,096 characters; 64 tags; 16 keys; 262,144 characters in all. Immutable.
 *
 * @param name for people, 1 to 128 characters
 * @param description for people, at most 4,096 characters
 * @param type the kind of agent, a word such as {@code reviewer}
 * @param version of the agent itself, 1 to 64 characters
 * @param topics it reads
 * @param capacity how many jobs it works on at once, 1 to 1,000,000
 * @param foreign what its Agent Card said beyond all that
 */
public record AgentDescriptor(
    AgentId id,
    String name,
    String description,
    String type,
    String version,
    List<Capability> capabilities,
    List<Endpoint> endpoints,
    Set<Topic> topics,
    int capacity,
    Map<String, String> metadata,
    Set<String> tags,
    List<AgentKey> keys,
    ForeignFields foreign) {
  static final int MAX_TAG = 64;
  private static final int MAX_NAME = 128;
  private static final int MAX_DESCRIPTION = 4_096;
  private static final int MAX_VERSION = 64;
  private static final int MAX_CAPABILITIES = 256;
  private static final int MAX_ENDPOINTS = 16;
  private static final int MAX_TOPICS = 256;
  private static final int MAX_CAPACITY = 1_000_000;
  private static final int MAX_METADATA = 64;
  private static final int MAX_METADATA_NAME = 128;
  private static final int MAX_METADATA_VALUE = 4_096;
  private static final int MAX_TAGS = 64;
  private static final int MAX_KEYS = 16;
  private static final int MAX_SIZE = 256 * 1024;

  /** Checks the parts and copies the collections. */
  public AgentDescriptor {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(foreign, "foreign");
    Limit.text("name", name, 1, MAX_NAME);
    Limit.text("description", description, 0, MAX_DESCRIPTION);
    Limit.word("type", type);
    Limit.text("version", version, 1, MAX_VERSION);
    Limit.between("capacity", capacity, 1, MAX_CAPACITY);
    Limit.count("capabilities", capabilities, MAX_CAPABILITIES);
    Limit.count("endpoints", endpoints, MAX_ENDPOINTS);
    Limit.count("topics", topics, MAX_TOPICS);
    Limit.count("metadata", metadata.keySet(), MAX_METADATA);
    Limit.count("tags", tags, MAX_TAGS);
    Limit.count("keys", keys, MAX_KEYS);
    capabilities = List.copyOf(capabilities);
    endpoints = List.copyOf(endpoints);
    topics = Set.copyOf(topics);
    keys = List.copyOf(keys);
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    checkDistinct(capabilities);
    checkTexts(metadata, tags);
    Limit.size("description in all", size(capabilities, metadata, tags, keys, foreign), MAX_SIZE);
  }

  /** Begins to describe an agent. */
  public static AgentDraft of(AgentId id) {
    return new AgentDraft(id);
  }

  /** Begins to describe an agent. */
  public static AgentDraft of(String id) {
    return of(AgentId.of(id));
  }

  /** Whether it is able to do what is needed. */
  public boolean meets(Need need) {
    return capabilities.stream().anyMatch(capability -> capability.meets(need));
  }

  /** Whether it is able to do all that is needed. */
  public boolean meetsAll(Collection<Need> needs) {
    return needs.stream().allMatch(this::meets);
  }

  private static void checkDistinct(List<Capability> capabilities) {
    var known = new HashSet<String>();
    for (var capability : capabilities) {
      if (!known.add(capability.toString())) {
        throw Limit.invalid(
            "capabilities", capability.toString(), "each name in each version once");
      }
    }
  }

  private static void checkTexts(Map<String, String> metadata, Set<String> tags) {
    metadata.forEach((key, value) -> {
      Limit.text("metadata name", key, 1, MAX_METADATA_NAME);
      Limit.text("metadata " + key, value, 0, MAX_METADATA_VALUE);
    });
    tags.forEach(tag -> Limit.text("tag", tag, 1, MAX_TAG));
  }

  private static long size(
      List<Capability> capabilities,
      Map<String, String> metadata,
      Set<String> tags,
      List<AgentKey> keys,
      ForeignFields foreign) {
    long size = foreign.json().length();
    for (var capability : capabilities) {
      size += capability.size();
    }
    for (var entry : metadata.entrySet()) {
      size += entry.getKey().length() + entry.getValue().length();
    }
    for (var tag : tags) {
      size += tag.length();
    }
    for (var key : keys) {
      size += key.encoded().length();
    }
    return size;
  }
}

package dev.maos.registry;

import dev.maos.base.CapabilityName;
import dev.maos.base.MediaType;
import dev.maos.base.Need;
import dev.maos.base.Payload;
import dev.maos.base.Version;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something an agent is able to do. Immutable.
 *
 * @param version what it knows of it, for those who ask for a range: Java 21, format 2.1
 * @param description for people, at most 1,024 characters; may be empty
 * @param tags words by which it can be found, at most 32
 * @param input the JSON schema of what it takes, at most 16 KiB
 * @param output the JSON schema of what it gives, at most 16 KiB
 */
public record Capability(
    CapabilityName name,
    Optional<Version> version,
    String description,
    Set<String> tags,
    Optional<Payload> input,
    Optional<Payload> output) {
  private static final int MAX_DESCRIPTION = 1_024;
  private static final int MAX_TAGS = 32;
  private static final int MAX_SCHEMA = 16 * 1024;

  /** Checks the parts and copies the tags. */
  public Capability {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Limit.text("capability description", description, 0, MAX_DESCRIPTION);
    Limit.count("capability tags", tags, MAX_TAGS);
    tags.forEach(tag -> Limit.text("capability tag", tag, 1, AgentDescriptor.MAX_TAG));
    tags = Collections.unmodifiableSet(new TreeSet<>(tags));
    input.ifPresent(schema -> checkSchema("input schema", schema));
    output.ifPresent(schema -> checkSchema("output schema", schema));
  }

  /** A capability of this name, without a version. */
  public static Capability of(String name) {
    return new Capability(
        CapabilityName.of(name),
        Optional.empty(),
        "",
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A capability of this name in this version. */
  public static Capability of(String name, String version) {
    return of(name).version(Version.of(version));
  }

  /** This capability in a version. */
  public Capability version(Version known) {
    return new Capability(name, Optional.of(known), description, tags, input, output);
  }

  /** This capability, described for people. */
  public Capability description(String text) {
    return new Capability(name, version, text, tags, input, output);
  }

  /** This capability with other tags. */
  public Capability tags(String... words) {
    return new Capability(name, version, description, Set.of(words), input, output);
  }

  /** This capability with the schema of what it takes. */
  public Capability input(Payload schema) {
    return new Capability(name, version, description, tags, Optional.of(schema), output);
  }

  /** This capability with the schema of what it gives. */
  public Capability output(Payload schema) {
    return new Capability(name, version, description, tags, input, Optional.of(schema));
  }

  /** Whether it is what is needed: without a version it is when any version will do. */
  public boolean meets(Need need) {
    return name.equals(need.capability())
        && (need.versions().isAny() || version.filter(need.versions()::contains).isPresent());
  }

  /** About how much room it takes. */
  long size() {
    return name.value().length()
        + description.length()
        + tags.stream().mapToLong(String::length).sum()
        + input.map(Payload::size).orElse(0)
        + output.map(Payload::size).orElse(0);
  }

  private static void checkSchema(String field, Payload schema) {
    if (!schema.mediaType().equals(MediaType.JSON)) {
      throw Limit.invalid(field, schema.mediaType().value(), "a JSON document");
    }
    Limit.size(field, schema.size(), MAX_SCHEMA);
  }

  /** Name and version. */
  @Override
  public String toString() {
    return name + version.map(known -> " " + known).orElse("");
  }
}

package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the form that {@link CloudEvents} describes, and what others write. One thread's. */
final class CloudEventReader {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
  private final Map<String, String> metadata = new TreeMap<>();

  CloudEventReader(Map<?, ?> object) {
    object.forEach((name, value) -> fields.put(String.valueOf(name), value));
  }

  Event read(Instant received) {
    checkVersion();
    var data = data();
    // An attribute that is null is one that is not there.
    fields.values().removeIf(value -> value == null);
    readMetadata();
    var source = required(CloudNames.SOURCE);
    var id = required(CloudNames.ID);
    var event =
        new Event(
            id(source, id),
            required(CloudNames.TYPE, EventType::of),
            agent(source),
            optional(CloudNames.TOPIC, Topic::new).orElse(CloudEvents.TOPIC),
            data,
            optional(CloudNames.SEVERITY, EventSeverity::of).orElse(EventSeverity.INFO),
            optional(CloudNames.TAGS, text -> Set.of(text.split(",", -1))).orElse(Set.of()),
            Map.of(),
            foreign(CloudNames.CORRELATION, ForeignNames::correlation),
            foreign(CloudNames.CAUSATION, ForeignNames::uuid),
            optional(CloudNames.TIME, CloudEventReader::time).orElse(received),
            optional(CloudNames.TTL, CloudEventReader::duration));
    readOthers();
    return metadata.isEmpty() ? event : event.with(metadata);
  }

  private void checkVersion() {
    var version = fields.remove(CloudNames.SPEC_VERSION);
    if (version == null) {
      throw missing(CloudNames.SPEC_VERSION);
    }
    if (!version.equals(CloudNames.VERSION)) {
      throw new InvalidInputException(
          ErrorCode.UNSUPPORTED_VERSION,
          CloudNames.SPEC_VERSION,
          String.valueOf(version),
          "version " + CloudNames.VERSION);
    }
  }

  private UUID id(String source, String id) {
    var own = ForeignNames.uuid(id);
    if (own.isEmpty()) {
      metadata.put(CloudNames.FOREIGN_ID, id);
    }
    return own.orElseGet(() -> ForeignNames.derivedId(source, id));
  }

  private AgentId agent(String source) {
    var own = ForeignNames.agent(source);
    if (own.isEmpty()) {
      metadata.put(CloudNames.FOREIGN_SOURCE, source);
    }
    return own.orElseGet(() -> ForeignNames.derivedAgent(source));
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Duration duration(String text) {
    return Duration.parse(text);
  }

  // Data.

  private Payload data() {
    boolean isThere = fields.containsKey(CloudNames.DATA);
    var data = fields.remove(CloudNames.DATA);
    var base64 = fields.remove(CloudNames.DATA_BASE64);
    var type = optional(CloudNames.DATA_TYPE, MediaType::of);
    if (base64 != null && data != null) {
      throw malformed(CloudNames.DATA_BASE64, String.valueOf(base64), "no data besides data");
    }
    if (base64 != null) {
      return Payload.binary(bytes(base64), type.orElse(MediaType.BINARY));
    }
    if (data == null && (!isThere || type.isEmpty() || !type.get().isJson())) {
      return Payload.empty();
    }
    return type.orElse(MediaType.JSON).isJson()
        ? json(data, type.orElse(MediaType.JSON))
        : text(data, type.get());
  }

  private static Payload json(@Nullable Object data, MediaType type) {
    var payload = data == null ? Payload.json("null") : Payload.of(data);
    return type.equals(MediaType.JSON) ? payload : Payload.binary(payload.bytes(), type);
  }

  private static Payload text(@Nullable Object data, MediaType type) {
    if (data instanceof String text) {
      return Payload.binary(Payload.text(text).bytes(), type);
    }
    throw malformed(CloudNames.DATA, String.valueOf(data), "a string, since it is " + type);
  }

  private static byte[] bytes(Object base64) {
    try {
      if (base64 instanceof String text) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw malformed(CloudNames.DATA_BASE64, String.valueOf(base64), "a string in base64");
  }

  // Metadata.

  private void readMetadata() {
    var own = optional(CloudNames.METADATA, CloudEventReader::object).orElse(Map.of());
    own.forEach((name, value) -> {
      if (!(value instanceof String text)) {
        throw malformed(CloudNames.METADATA, String.valueOf(value), "an object of strings");
      }
      metadata.put(String.valueOf(name), text);
    });
  }

  private static Map<?, ?> object(String json) {
    if (Payload.json(json).as(Object.class) instanceof Map<?, ?> object) {
      return object;
    }
    throw malformed(CloudNames.METADATA, json, "the JSON of an object of strings");
  }

  /** What is left is others' own. */
  private void readOthers() {
    fields.forEach((name, value) -> {
      if (!CloudNames.isAttribute(name)) {
        throw malformed("attribute name", name, "lower-case letters and digits");
      }
      if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
        throw malformed(name, String.valueOf(value), "a string, a number or a boolean");
      }
      metadata.put(name, value.toString());
    });
  }

  // Attributes.

  private String required(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  private <T> T required(String name, Function<String, T> reader) {
    return read(name, required(name), reader);
  }

  private <T> Optional<T> optional(String name, Function<String, T> reader) {
    return text(name).map(text -> read(name, text, reader));
  }

  /** An attribute of ours that others use too; what we cannot read stays as metadata. */
  private <T> Optional<T> foreign(String name, Function<String, Optional<T>> reader) {
    var text = text(name);
    var value = text.flatMap(reader);
    if (text.isPresent() && value.isEmpty()) {
      metadata.put(name, text.get());
    }
    return value;
  }

  /** The text of an attribute, taken out; empty ones are not there. */
  private Optional<String> text(String name) {
    var value = fields.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isEmpty()) {
      return Optional.of(text);
    }
    throw malformed(name, String.valueOf(value), "a string of at least one character");
  }

  private static <T> T read(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (InvalidInputException refusal) {
      throw refusal.in("attribute " + name);
    } catch (DateTimeException | ArithmeticException | IllegalArgumentException failure) {
      throw malformed(name, text, "a value of its form, and none twice");
    }
  }

  private static InvalidInputException missing(String name) {
    return new InvalidInputException(
        ErrorCode.MISSING_FIELD, "attribute " + name, "nothing", "a value (it is required)");
  }

  private static InvalidInputException malformed(String name, String value, String allowed) {
    return new InvalidInputException(
        ErrorCode.MALFORMED_CLOUDEVENT, "attribute " + name, value, allowed);
  }
}

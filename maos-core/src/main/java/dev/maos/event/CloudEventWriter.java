package dev.maos.event;

import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes the form that {@link CloudEvents} describes. */
final class CloudEventWriter {
  private final Event event;
  private final TreeMap<String, String> metadata;
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  CloudEventWriter(Event event) {
    this.event = event;
    this.metadata = new TreeMap<>(event.metadata());
  }

  Map<String, @Nullable Object> write() {
    fields.put(CloudNames.SPEC_VERSION, CloudNames.VERSION);
    fields.put(CloudNames.ID, original(CloudNames.FOREIGN_ID, event.id().toString()));
    fields.put(CloudNames.SOURCE, original(CloudNames.FOREIGN_SOURCE, event.source().value()));
    fields.put(CloudNames.TYPE, event.type().name());
    fields.put(CloudNames.TIME, event.time().toString());
    fields.put(CloudNames.TOPIC, event.topic().value());
    fields.put(CloudNames.SEVERITY, event.severity().name());
    if (!event.tags().isEmpty()) {
      fields.put(CloudNames.TAGS, String.join(",", new TreeSet<>(event.tags())));
    }
    event.ttl().ifPresent(ttl -> fields.put(CloudNames.TTL, ttl.toString()));
    event.correlation().ifPresent(id -> fields.put(CloudNames.CORRELATION, id.value()));
    event.causation().ifPresent(id -> fields.put(CloudNames.CAUSATION, id.toString()));
    putMetadata();
    putData();
    return fields;
  }

  /** What others called it, if they did and if it would be read as the same again. */
  private String original(String name, String own) {
    var foreign = metadata.get(name);
    if (foreign == null || !ForeignNames.standsFor(name, foreign, own, event)) {
      return own;
    }
    metadata.remove(name);
    return foreign;
  }

  private void putMetadata() {
    var rest = new LinkedHashMap<String, String>();
    metadata.forEach((name, value) -> {
      if (CloudNames.isFree(name) || isForeignLink(name, value)) {
        fields.put(name, value);
      } else {
        rest.put(name, value);
      }
    });
    if (!rest.isEmpty()) {
      fields.put(CloudNames.METADATA, Payload.of(rest).text());
    }
  }

  /** A correlation or causation of others that could not be read, and so stays what it is. */
  private boolean isForeignLink(String name, String value) {
    if (value.isEmpty()) {
      return false; // An attribute of a CloudEvent is never empty.
    }
    return switch (name) {
      case CloudNames.CORRELATION ->
          event.correlation().isEmpty() && ForeignNames.correlation(value).isEmpty();
      case CloudNames.CAUSATION ->
          event.causation().isEmpty() && ForeignNames.uuid(value).isEmpty();
      default -> false;
    };
  }

  private void putData() {
    var data = event.data();
    if (data.equals(Payload.empty())) {
      return;
    }
    fields.put(CloudNames.DATA_TYPE, data.mediaType().value());
    List<?> json = data.mediaType().isJson() ? subtree(data) : List.of();
    if (!json.isEmpty()) {
      fields.put(CloudNames.DATA, json.getFirst());
    } else if (isText(data)) {
      fields.put(CloudNames.DATA, data.text());
    } else {
      fields.put(CloudNames.DATA_BASE64, Base64.getEncoder().encodeToString(data.bytes()));
    }
  }

  private static boolean isText(Payload data) {
    if (!data.mediaType().value().startsWith("text/")) {
      return false;
    }
    try {
      return !data.text().isEmpty() || data.size() == 0;
    } catch (InvalidInputException notUtf8) {
      return false;
    }
  }

  /** The document as the only element of a list, or no element if it would come back changed. */
  private static List<?> subtree(Payload data) {
    try {
      // As an element it may also be null, and it is as deep as it will be among the attributes.
      var wrapped = "[" + data.text() + "]";
      List<?> elements = Payload.json(wrapped).as(List.class);
      boolean isSame = elements.size() == 1 && Payload.of(elements).text().equals(wrapped);
      return isSame ? elements : List.of();
    } catch (InvalidInputException notStrictOrTooDeep) {
      return List.of();
    }
  }
}

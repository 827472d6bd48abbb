package dev.maos.cli;

import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.event.RecordedEvent;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * An event as a CloudEvent 1.0 in its JSON form. What CloudEvents has no name for stands beside it:
 * severity, tags, metadata (as one JSON text), conversation, cause, and its place in the history.
 */
final class CloudEvent {
  private CloudEvent() {}

  static Map<String, Object> of(RecordedEvent recorded) {
    var event = recorded.event();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("specversion", "1.0");
    fields.put("id", event.id().toString());
    fields.put("source", event.source().value());
    fields.put("type", event.type().name());
    fields.put("subject", event.topic().value());
    fields.put("time", event.time().toString());
    fields.put("severity", event.severity().name());
    fields.put("sequence", Long.toString(recorded.sequence()));
    fields.put("recordedtime", recorded.recordedAt().toString());
    if (!event.tags().isEmpty()) {
      fields.put("tags", String.join(",", new TreeSet<>(event.tags())));
    }
    if (!event.metadata().isEmpty()) {
      fields.put("metadata", Payload.of(event.metadata()).text());
    }
    event.correlation().ifPresent(id -> fields.put("correlationid", id.value()));
    event.causation().ifPresent(id -> fields.put("causationid", id.toString()));
    event.ttl().ifPresent(ttl -> fields.put("ttl", ttl.toString()));
    putData(event.data(), fields);
    return fields;
  }

  private static void putData(Payload data, Map<String, Object> fields) {
    if (data.size() == 0) {
      return;
    }
    fields.put("datacontenttype", data.mediaType().value());
    if (EventWords.isReadable(data)) {
      fields.put("data", data.as(Object.class));
    } else if (data.mediaType().equals(MediaType.TEXT)) {
      fields.put("data", data.text());
    } else {
      fields.put("data_base64", Base64.getEncoder().encodeToString(data.bytes()));
    }
  }
}

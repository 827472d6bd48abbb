package dev.maos.event;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import dev.maos.base.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Events in the form of <a href="https://cloudevents.io">CloudEvents</a> 1.0, as JSON in structured
 * mode and in batches, for other systems.
 *
 * <pre>{@code
 * {"specversion": "1.0", "id": "019b7a00-0000-7000-8000-000000000002", "source": "worker",
 *  "type": "TASK_FAILED", "time": "2026-01-01T00:00:00.000001Z",
 *  "maostopic": "tasks.reviews", "maosseverity": "ERROR", "maostags": "batch,night",
 *  "maosttl": "PT1H30M", "correlationid": "conversation-7",
 *  "causationid": "019b7a00-0000-7000-8000-000000000001", "region": "eu",
 *  "datacontenttype": "application/json", "data": {"lines": 412}}
 * }</pre>
 *
 * <p>What was written here comes back unchanged. Metadata whose name can be one is an attribute of
 * its own ({@code region}), the rest is in {@code maosmetadata}. JSON data is a subtree where that
 * comes back as the same bytes, text is a string, everything else is in base64.
 *
 * <p>What others wrote is taken as far as it goes: unknown attributes become metadata, as text. A
 * source that is no agent id, or an id that is no UUID, gets one that is derived from it, always
 * the same for the same; the original stays in the metadata ({@code ce.source}, {@code ce.id}) and
 * is written again. Times are cut to the microsecond. What names no topic is on {@link #TOPIC}.
 */
public final class CloudEvents {
  /** The media type of one event. */
  public static final String MEDIA_TYPE = "application/cloudevents+json";

  /** The media type of a batch. */
  public static final String BATCH_MEDIA_TYPE = "application/cloudevents-batch+json";

  /** Where events are that name no topic. */
  public static final Topic TOPIC = Topic.of("cloudevents");

  private CloudEvents() {}

  /** The JSON of an event, on one line. */
  public static String write(Event event) {
    return Payload.of(new CloudEventWriter(event).write()).text();
  }

  /**
   * The JSON of a recorded event, on one line: its place in the history is {@code sequence}, the
   * time of recording {@code recordedtime}, both in place of metadata of these names. Read again
   * they are metadata.
   */
  public static String write(RecordedEvent recorded) {
    var fields = new CloudEventWriter(recorded.event()).write();
    fields.put(CloudNames.SEQUENCE, Long.toString(recorded.sequence()));
    fields.put(CloudNames.RECORDED, recorded.recordedAt().toString());
    return Payload.of(fields).text();
  }

  /** The JSON of a batch, on one line. */
  public static String writeAll(List<Event> events) {
    return Payload.of(events.stream().map(event -> new CloudEventWriter(event).write()).toList())
        .text();
  }

  /**
   * Reads one event.
   *
   * @param received the time of an event that does not say when it happened
   * @throws InvalidInputException that names the attribute: {@link ErrorCode#MISSING_FIELD}, {@link
   *     ErrorCode#UNSUPPORTED_VERSION}, the code of a value that breaks its own rules, or {@link
   *     ErrorCode#MALFORMED_CLOUDEVENT} for everything else; {@link ErrorCode#MALFORMED_JSON} and
   *     its kin when it is no JSON
   */
  public static Event read(String json, Instant received) {
    return read(Payload.json(json).as(Object.class), received);
  }

  /**
   * Reads a batch of at most 10,000 events; the fault of one is refused with its index.
   *
   * @throws InvalidInputException as {@link #read}, or {@link ErrorCode#BATCH_TOO_LARGE}
   */
  public static List<Event> readAll(String json, Instant received) {
    if (!(Payload.json(json).as(Object.class) instanceof List<?> elements)) {
      throw new InvalidInputException(
          ErrorCode.MALFORMED_CLOUDEVENT, "batch", json, "a JSON array of CloudEvents");
    }
    if (elements.size() > EventStore.MAX_BATCH) {
      throw new InvalidInputException(
          ErrorCode.BATCH_TOO_LARGE, "batch", elements.size() + " events", "at most 10,000");
    }
    var events = new ArrayList<Event>(elements.size());
    for (var element : elements) {
      try {
        events.add(read(element, received));
      } catch (InvalidInputException e) {
        throw e.in("event %d of the batch".formatted(events.size()));
      }
    }
    return events;
  }

  private static Event read(Object document, Instant received) {
    if (document instanceof Map<?, ?> object) {
      return new CloudEventReader(object).read(received);
    }
    throw new InvalidInputException(
        ErrorCode.MALFORMED_CLOUDEVENT, "event", String.valueOf(document), "a JSON object");
  }
}

package dev.maos.cli;

import dev.maos.base.InvalidInputException;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.event.Event;
import dev.maos.event.EventSeverity;
import dev.maos.event.RecordedEvent;

/** An event in a line for people. */
final class EventWords {
  private static final int MAX_DATA = 100;

  private EventWords() {}

  static String line(RecordedEvent recorded, Style style) {
    return "%s  %s".formatted(recorded.sequence(), line(recorded.event(), style));
  }

  static String line(Event event, Style style) {
    var severity = "%-8s".formatted(event.severity());
    boolean isBad = event.severity().compareTo(EventSeverity.ERROR) >= 0;
    var rest =
        "%s  %s  from %s  %s"
            .formatted(event.type(), event.topic(), event.source(), data(event.data()));
    return event.time()
        + "  "
        + (isBad ? style.bad(severity) : severity)
        + "  "
        + style.shown(rest).stripTrailing();
  }

  /** Whether it is JSON that can be printed as such. */
  static boolean isReadable(Payload data) {
    if (!data.mediaType().isJson()) {
      return false;
    }
    try {
      var _ = Payload.json(data.bytes());
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }

  private static String data(Payload data) {
    if (data.size() == 0) {
      return "";
    }
    boolean isText = data.mediaType().equals(MediaType.TEXT) || isReadable(data);
    if (!isText) {
      return "(" + data.mediaType() + ", " + Count.of(data.size(), "byte") + ")";
    }
    var text = data.text().replace('\n', ' ');
    return text.length() <= MAX_DATA ? text : text.substring(0, MAX_DATA) + "…";
  }
}

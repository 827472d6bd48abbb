package dev.maos.cli;

import dev.maos.base.InvalidInputException;
import dev.maos.base.MediaType;
import dev.maos.base.Payload;
import dev.maos.event.EventSeverity;
import dev.maos.event.RecordedEvent;

/**
 * Events as lines for people. Immutable.
 *
 * @param style what can be shown
 * @param longestData how many characters of its data a line has at most
 * @param ids which of them to show
 */
record EventWords(Style style, int longestData, Ids ids) {
  private static final int ON_A_TERMINAL = 100;

  /** Whether lines have the ids of events. */
  enum Ids {
    SHOWN,
    LEFT_OUT
  }

  /** The lines for this terminal: whoever reads through a pipe gets all of the data. */
  static EventWords on(Terminal terminal, Ids ids) {
    int longest = terminal.interactive().out() ? ON_A_TERMINAL : Integer.MAX_VALUE;
    return new EventWords(terminal.outStyle(), longest, ids);
  }

  String line(RecordedEvent recorded) {
    var event = recorded.event();
    var severity = "%-8s".formatted(event.severity());
    boolean isBad = event.severity().compareTo(EventSeverity.ERROR) >= 0;
    var rest =
        "%s  %s  from %s  %s"
            .formatted(event.type(), event.topic(), event.source(), data(event.data()));
    return recorded.sequence()
        + "  "
        + (ids == Ids.SHOWN ? event.id() + "  " : "")
        + event.time()
        + "  "
        + (isBad ? style.bad(severity) : severity)
        + "  "
        + style.shown(rest).stripTrailing();
  }

  /** Whether it is JSON that can be printed as such. */
  private static boolean isReadable(Payload data) {
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

  private String data(Payload data) {
    if (data.size() == 0) {
      return "";
    }
    boolean isText = data.mediaType().equals(MediaType.TEXT) || isReadable(data);
    if (!isText) {
      return "(" + data.mediaType() + ", " + Count.of(data.size(), "byte") + ")";
    }
    var text = data.text().replace('\n', ' ');
    return text.length() <= longestData ? text : text.substring(0, longestData) + "…";
  }
}

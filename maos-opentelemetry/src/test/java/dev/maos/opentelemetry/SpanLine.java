package dev.maos.opentelemetry;

import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * A span as one process tells another of it, in a line.
 *
 * @param parent of zeros if it has none
 * @param name which process did it, and what it did
 */
record SpanLine(String trace, String id, String parent, String name) {
  private static final String MARK = "span";

  static SpanLine of(SpanData span) {
    return new SpanLine(
        span.getTraceId(),
        span.getSpanId(),
        span.getParentSpanId(),
        TracedProcess.service(span) + ": " + span.getName());
  }

  static boolean isOne(String line) {
    return line.startsWith(MARK + " ");
  }

  static SpanLine parse(String line) {
    var words = line.split(" ", 5);
    return new SpanLine(words[1], words[2], words[3], words[4]);
  }

  boolean isRoot() {
    return parent.matches("0+");
  }

  @Override
  public String toString() {
    return String.join(" ", MARK, trace, id, parent, name);
  }
}

package dev.maos.base;

import java.util.regex.Pattern;

/**
 * The trace that a message or event belongs to, carried as the two headers of W3C Trace Context and
 * never interpreted here.
 *
 * @param traceparent version, trace id, parent id and flags, lower-case hexadecimal joined by '-'
 * @param tracestate vendors' additions, at most 512 visible ASCII characters or spaces, or empty
 */
public record TraceContext(String traceparent, String tracestate) {
  private static final Pattern PARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int MAX_STATE = 512;

  public TraceContext {
    if (!PARENT.matcher(traceparent).matches()) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TRACE_CONTEXT,
          "traceparent",
          traceparent,
          "2-32-16-2 lower-case hexadecimal digits joined by '-'");
    }
    var printable = tracestate.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    if (tracestate.length() > MAX_STATE || !printable) {
      throw new InvalidInputException(
          ErrorCode.INVALID_TRACE_CONTEXT,
          "tracestate",
          tracestate,
          "at most 512 printable ASCII characters");
    }
  }
}

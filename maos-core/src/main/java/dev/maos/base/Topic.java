package dev.maos.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The name of a stream of messages or events: 1 to 16 segments joined by dots, at most 255 bytes.
 *
 * <p>Each segment has the form of an agent id. Topics whose first segment is {@code _maos} belong
 * to the layer itself; users can read them, but {@link #of} refuses to name them. Immutable.
 *
 * @param value the whole name
 */
public record Topic(String value) {
  private static final String FORM =
      "1-16 segments joined by '.', at most 255 bytes, each segment " + Grammar.NAME_FORM;

  /**
   * Accepts the topics of users and reserved topics, so that stored ones can be read back.
   *
   * <p>Refuses a pattern with {@link ErrorCode#WILDCARD_IN_PUBLISH}, anything else with {@link
   * ErrorCode#INVALID_TOPIC}.
   */
  public Topic {
    Objects.requireNonNull(value, "value");
    if (!Grammar.isTopic(value)) {
      throw refusal(value);
    }
  }

  /** The topic of this name; a reserved one is refused with {@link ErrorCode#RESERVED_TOPIC}. */
  public static Topic of(String value) {
    var topic = new Topic(value);
    if (topic.isReserved()) {
      throw reservedRefusal(value);
    }
    return topic;
  }

  /** The topic of the layer itself with this name after {@code _maos.}, such as "receipts". */
  public static Topic reserved(String tail) {
    return new Topic(Grammar.RESERVED_PREFIX + tail);
  }

  /** Whether this topic belongs to the layer itself. */
  public boolean isReserved() {
    return value.startsWith(Grammar.RESERVED_PREFIX);
  }

  /** The segments in order, at least one. */
  public List<String> segments() {
    var segments = new ArrayList<String>();
    int from = 0;
    while (from <= value.length()) {
      int end = Grammar.segmentEnd(value, from);
      segments.add(value.substring(from, end));
      from = end + 1;
    }
    return List.copyOf(segments);
  }

  @Override
  public String toString() {
    return value;
  }

  private static InvalidInputException refusal(String value) {
    if (value.equals(Grammar.RESERVED_SEGMENT)) {
      return reservedRefusal(value);
    }
    if (Grammar.isPattern(value)) {
      return new InvalidInputException(
          ErrorCode.WILDCARD_IN_PUBLISH, "topic", value, "one topic without '*' or '>'");
    }
    return new InvalidInputException(ErrorCode.INVALID_TOPIC, "topic", value, FORM);
  }

  private static InvalidInputException reservedRefusal(String value) {
    return new InvalidInputException(
        ErrorCode.RESERVED_TOPIC, "topic", value, "a first segment other than \"_maos\"");
  }
}

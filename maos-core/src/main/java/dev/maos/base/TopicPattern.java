package dev.maos.base;

import java.util.Objects;

/**
 * A set of topics, written like a topic in which a segment may be a wildcard.
 *
 * <p>{@code *} stands for one segment, {@code >} for one or more segments at the end. A pattern may
 * name a reserved topic by its first segment ({@code _maos.receipts}, {@code _maos.>}), but a
 * wildcard in first position never matches a reserved topic. Immutable.
 *
 * @param value the pattern as written
 */
public record TopicPattern(String value) {
  private static final String FORM =
      "a topic in which a whole segment may be '*', and the last one '>'";

  /** Checks the grammar; another form is refused with {@link ErrorCode#INVALID_PATTERN}. */
  public TopicPattern {
    Objects.requireNonNull(value, "value");
    if (!Grammar.isPattern(value)) {
      throw new InvalidInputException(ErrorCode.INVALID_PATTERN, "topic pattern", value, FORM);
    }
  }

  /** The pattern written like this. */
  public static TopicPattern of(String value) {
    return new TopicPattern(value);
  }

  /** The pattern that matches one topic and no other. */
  public static TopicPattern exactly(Topic topic) {
    return new TopicPattern(topic.value());
  }

  /** Whether the topic is in this set; allocates nothing. */
  public boolean matches(Topic topic) {
    if (Grammar.isWildcard(value.charAt(0)) && topic.isReserved()) {
      return false;
    }
    return matches(topic.value());
  }

  /** Whether this pattern has no wildcard and so matches one topic at most. */
  public boolean isExact() {
    return value.indexOf(Grammar.ONE) < 0 && value.indexOf(Grammar.TAIL) < 0;
  }

  @Override
  public String toString() {
    return value;
  }

  private boolean matches(String topic) {
    int here = 0;
    int there = 0;
    while (true) {
      char first = value.charAt(here);
      if (first == Grammar.TAIL) {
        return true;
      }
      int hereEnd = Grammar.segmentEnd(value, here);
      int thereEnd = Grammar.segmentEnd(topic, there);
      if (first != Grammar.ONE && !sameSegment(here, hereEnd, topic, there, thereEnd)) {
        return false;
      }
      boolean hereDone = hereEnd == value.length();
      boolean thereDone = thereEnd == topic.length();
      if (hereDone || thereDone) {
        return hereDone && thereDone;
      }
      here = hereEnd + 1;
      there = thereEnd + 1;
    }
  }

  private boolean sameSegment(int here, int hereEnd, String topic, int there, int thereEnd) {
    int length = hereEnd - here;
    return length == thereEnd - there && value.regionMatches(here, topic, there, length);
  }
}

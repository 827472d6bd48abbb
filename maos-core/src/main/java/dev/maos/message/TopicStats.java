package dev.maos.message;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a bus has accepted from publishers on one topic since it was opened. Immutable.
 *
 * @param topic its name, or {@code other} for all topics beyond the {@value #MOST} first ones
 * @param published accepted messages of each priority, duplicates not counted
 */
public record TopicStats(String topic, Map<Priority, Long> published) {
  /** So many topics are counted by name, the rest together: whoever exports them needs a bound. */
  public static final int MOST = 100;

  /** The name that topics beyond the bound are counted under; a topic of this name counts there. */
  public static final String OTHER = "other";

  /** Copies the numbers. */
  public TopicStats {
    var copy = new EnumMap<Priority, Long>(Priority.class);
    copy.putAll(published);
    published = Collections.unmodifiableMap(copy);
  }
}

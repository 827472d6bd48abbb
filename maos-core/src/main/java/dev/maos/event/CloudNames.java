package dev.maos.event;

import java.util.Set;

/** The names of attributes, and which of ours may stand among them. */
final class CloudNames {
  static final String SPEC_VERSION = "specversion";
  static final String VERSION = "1.0";
  static final String ID = "id";
  static final String SOURCE = "source";
  static final String TYPE = "type";
  static final String TIME = "time";
  static final String TOPIC = "maostopic";
  static final String SEVERITY = "maosseverity";
  static final String TAGS = "maostags";
  static final String TTL = "maosttl";
  static final String METADATA = "maosmetadata";
  static final String CORRELATION = "correlationid";
  static final String CAUSATION = "causationid";
  static final String DATA_TYPE = "datacontenttype";
  static final String DATA = "data";
  static final String DATA_BASE64 = "data_base64";

  /** What only a recorded event has. */
  static final String SEQUENCE = "sequence";

  static final String RECORDED = "recordedtime";

  /** Where in the metadata a foreign id and source are kept. */
  static final String FOREIGN_ID = "ce.id";

  static final String FOREIGN_SOURCE = "ce.source";

  private static final int MAX_LENGTH = 20;
  private static final Set<String> TAKEN =
      Set.of(
          SPEC_VERSION,
          ID,
          SOURCE,
          TYPE,
          TIME,
          TOPIC,
          SEVERITY,
          TAGS,
          TTL,
          METADATA,
          CORRELATION,
          CAUSATION,
          DATA_TYPE,
          DATA);

  private CloudNames() {}

  /** Whether it is a name that an attribute may have. */
  static boolean isAttribute(String name) {
    return !name.isEmpty() && name.chars().allMatch(CloudNames::isLetterOrDigit);
  }

  /** Whether it can be an attribute of its own without being taken for another. */
  static boolean isFree(String name) {
    return name.length() <= MAX_LENGTH && isAttribute(name) && !TAKEN.contains(name);
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}

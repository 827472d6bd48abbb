package dev.maos.sqlite;

/**
 * What events can be looked up by, and the expression that a row has it in.
 *
 * <p>What most events have for themselves has an entry for each event. What many events have has
 * one for each block of 64 sequences, with a mask that says which of these it is:
 *
 * <pre>
 *   ID        0x019b..        sequence 1000, mask 1
 *   TOPIC     "tasks.build"   sequence 960 = 15 * 64, mask 1..0000 1010: 961, 963, .., 1023
 * </pre>
 */
enum Kind {
  CAUSATION(1, "causation"),
  CORRELATION(2, "correlation"),
  TOPIC(3, "topic"),
  SOURCE(4, "source"),
  TYPE(5, "type"),
  TAG(6, ""),
  /** The last, since ids mostly grow: their entries then come at the end of the tree. */
  ID(7, "id");

  /** How many sequences share an entry. */
  static final int BLOCK = 64;

  /** Whether an event {@code e} is one of those that the entry {@code l} means. */
  static final String IN_MASK = "(l.mask >> (e.sequence - l.sequence)) & 1";

  private static final String IN_RANGE = " WHERE sequence > ? AND sequence <= ?";

  private final int number;
  private final String column;

  Kind(int number, String column) {
    this.number = number;
    this.column = column;
  }

  /** The number that stands for it in the file. */
  int number() {
    return number;
  }

  /** Whether events that lie together share an entry. */
  boolean isShared() {
    return switch (this) {
      case TOPIC, SOURCE, TYPE, TAG -> true;
      case CAUSATION, CORRELATION, ID -> false;
    };
  }

  /** The entries of the events between two sequences, sorted: kind, value, sequence, mask. */
  Sql entries(long after, long last) {
    if (!isShared()) {
      return Sql.of(
          "SELECT %d AS kind, %s AS value, sequence AS place, 1 FROM event"
                  .formatted(number, column)
              + IN_RANGE
              + " AND %s IS NOT NULL ORDER BY 2, 3".formatted(column),
          after,
          last);
    }
    var values = this == TAG ? tags(after, last) : Sql.of("event" + IN_RANGE, after, last);
    return Sql.of(
            "SELECT %d AS kind, %s AS value, sequence & ~%d AS place, sum(1 << (sequence & %d)) FROM "
                .formatted(number, this == TAG ? "tag" : column, BLOCK - 1, BLOCK - 1))
        .add(values)
        .add(" GROUP BY 2, 3");
  }

  /** The entries of events between two sequences that no later event needs. */
  Sql freed(long after, long last) {
    var freed = places(after, last);
    return isShared() ? freed.add(" EXCEPT ").add(places(last, last | (BLOCK - 1))) : freed;
  }

  private Sql places(long after, long last) {
    return Sql.of("SELECT kind, value, place FROM (").add(entries(after, last)).add(")");
  }

  // Cuts ",a,b," at its commas.
  private static Sql tags(long after, long last) {
    return Sql.of(
        """
        (WITH RECURSIVE part(sequence, tag, rest) AS (
          SELECT sequence, '', substr(tags, 2) FROM event
          WHERE sequence > ? AND sequence <= ? AND tags <> ''
          UNION ALL
          SELECT sequence, substr(rest, 1, instr(rest, ',') - 1), substr(rest, instr(rest, ',') + 1)
          FROM part WHERE rest <> '')
        SELECT sequence, tag FROM part WHERE tag <> '') WHERE TRUE\
        """,
        after,
        last);
  }
}

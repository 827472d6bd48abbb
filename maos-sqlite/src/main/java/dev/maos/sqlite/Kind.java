package dev.maos.sqlite;

/** What events can be looked up by, and the expression that a row has it in. */
enum Kind {
  ID(0, "id"),
  CAUSATION(1, "causation"),
  CORRELATION(2, "correlation"),
  TOPIC(3, "topic"),
  SOURCE(4, "source"),
  TYPE(5, "type"),
  TAG(6, "");

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

  /** The entries of the events between two sequences: kind, value, sequence. */
  Sql entries(long after, long last) {
    return this == TAG ? tags(after, last) : column(after, last);
  }

  private Sql column(long after, long last) {
    return Sql.of(
        "SELECT %d, %s, sequence FROM event WHERE sequence > ? AND sequence <= ? AND %s IS NOT NULL"
            .formatted(number, column, column),
        after,
        last);
  }

  // Cuts ",a,b," at its commas.
  private Sql tags(long after, long last) {
    return Sql.of(
        """
        WITH RECURSIVE part(sequence, tag, rest) AS (
          SELECT sequence, '', substr(tags, 2) FROM event
          WHERE sequence > ? AND sequence <= ? AND tags <> ''
          UNION ALL
          SELECT sequence, substr(rest, 1, instr(rest, ',') - 1), substr(rest, instr(rest, ',') + 1)
          FROM part WHERE rest <> '')
        SELECT %d, tag, sequence FROM part WHERE tag <> ''\
        """
            .formatted(number),
        after,
        last);
  }
}

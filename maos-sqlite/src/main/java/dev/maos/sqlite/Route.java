package dev.maos.sqlite;

import dev.maos.event.EventQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A way to the events between two sequences, in their order.
 *
 * <pre>
 *   ENTRIES  one value's entries, then the events they name
 *   BLOCKS   one value's entries, then those events of their blocks that they name
 *   SPANS    the runs of events whose times overlap a range, then all events of these runs
 *   SCAN     all events
 * </pre>
 *
 * @param outer the table that leads
 * @param inner the table of events, joined to it
 * @param outerRange which of its rows lie between two sequences
 * @param innerRange which events do, if that does not follow
 * @param end the column that says up to where a row of the outer table leads
 * @param order the columns that bring the events in order, the outer table's first
 * @param condition what leads this way
 * @param step how many rows of the outer table are passed at once
 */
record Route(
    String outer,
    String inner,
    String outerRange,
    String innerRange,
    String end,
    List<String> order,
    Sql condition,
    int step) {
  private static final int AT_ONCE = 20_000;
  private static final int SPANS_AT_ONCE = 20;
  private static final int RARE = 1_000;

  static final Route SCAN =
      new Route(
          "event AS e",
          "",
          "e.sequence BETWEEN ? AND ?",
          "",
          "e.sequence",
          List.of("e.sequence"),
          Sql.of("TRUE"),
          AT_ONCE);

  /** The quickest way to the indexed events that a query asks for. */
  static Route to(EventQuery query, Connection connection) throws SQLException {
    var terms = Term.of(query);
    if (!terms.isEmpty()) {
      return lookup(rarest(terms, connection));
    }
    return query.since().isPresent() || query.until().isPresent() ? spans(query) : SCAN;
  }

  private static Term rarest(List<Term> terms, Connection connection) throws SQLException {
    var rarest = terms.getFirst();
    long fewest = Long.MAX_VALUE;
    for (var term : terms.size() == 1 ? List.<Term>of() : terms) {
      // A shared entry is as dear as the events among which it is.
      int weight = term.kind().isShared() ? Kind.BLOCK : 1;
      long count =
          weight
              * Sql.of("SELECT count(*) FROM (SELECT 1 FROM lookup AS l WHERE ")
                  .add(term.condition())
                  .add(" LIMIT ?)", RARE)
                  .number(connection, 0);
      if (count < fewest) {
        rarest = term;
        fewest = count;
      }
    }
    return rarest;
  }

  private static Route lookup(Term term) {
    return term.kind().isShared() ? blocks(term) : entries(term);
  }

  private static Route blocks(Term term) {
    int more = Kind.BLOCK - 1;
    return new Route(
        "lookup AS l",
        " CROSS JOIN event AS e ON e.sequence BETWEEN l.sequence AND l.sequence + "
            + more
            + " AND "
            + Kind.IN_MASK,
        "l.sequence BETWEEN ? - " + more + " AND ?",
        " AND e.sequence BETWEEN ? AND ?",
        "l.sequence + " + more,
        List.of("l.sequence", "e.sequence"),
        term.condition(),
        AT_ONCE / Kind.BLOCK);
  }

  private static Route entries(Term term) {
    return new Route(
        "lookup AS l",
        " CROSS JOIN event AS e ON e.sequence = l.sequence",
        "l.sequence BETWEEN ? AND ?",
        "",
        "l.sequence",
        List.of("l.sequence"),
        term.condition(),
        AT_ONCE);
  }

  private static Route spans(EventQuery query) {
    var overlaps = new ArrayList<Sql>();
    query.since().ifPresent(since -> overlaps.add(Sql.of("s.latest >= ?", Moments.micros(since))));
    query.until().ifPresent(until -> overlaps.add(Sql.of("s.earliest < ?", Moments.micros(until))));
    var condition = Sql.of("TRUE");
    overlaps.forEach(overlap -> condition.add(" AND ").add(overlap));
    return new Route(
        "span AS s",
        " CROSS JOIN event AS e ON e.sequence BETWEEN s.first AND s.last",
        "s.last >= ? AND s.first <= ?",
        " AND e.sequence BETWEEN ? AND ?",
        "s.last",
        List.of("s.first", "e.sequence"),
        condition,
        SPANS_AT_ONCE);
  }

  /** The events between two sequences, or columns of them, that meet a condition besides. */
  Sql select(String columns, long from, long to, Sql besides) {
    var sql =
        Sql.of("SELECT " + columns + " FROM " + outer + inner + " WHERE ")
            .add(condition)
            .add(" AND " + outerRange, from, to);
    if (!innerRange.isEmpty()) {
      sql.add(innerRange, from, to);
    }
    return sql.add(" AND ").add(besides);
  }

  /** Up to where, or down to where, the rows of the outer table lead that are passed at once. */
  Sql window(long from, long to, boolean ascending) {
    return Sql.of("SELECT " + (ascending ? end : order.getFirst()) + " FROM " + outer + " WHERE ")
        .add(condition)
        .add(" AND " + outerRange, from, to)
        .add(" ORDER BY " + order.getFirst() + direction(ascending))
        .add(" LIMIT 1 OFFSET ?", step - 1);
  }

  String ordered(boolean ascending) {
    return " ORDER BY "
        + order.stream()
            .map(column -> column + direction(ascending))
            .collect(Collectors.joining(", "));
  }

  private static String direction(boolean ascending) {
    return ascending ? "" : " DESC";
  }
}

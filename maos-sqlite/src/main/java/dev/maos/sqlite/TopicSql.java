package dev.maos.sqlite;

import dev.maos.base.TopicPattern;
import java.util.List;

/** A pattern of topics as a condition. */
final class TopicSql {
  private static final String RESERVED = "_maos.";

  private TopicSql() {}

  static FilterSql of(TopicPattern pattern) {
    var segments = List.of(pattern.value().split("\\."));
    boolean hasTail = segments.getLast().equals(">");
    boolean hasStar = segments.contains("*");
    if (!hasTail && !hasStar) {
      return new FilterSql(Sql.of("e.topic = ?", pattern.value()), true);
    }
    if (!hasStar) {
      return new FilterSql(tail(pattern.value()), true);
    }
    var condition = Sql.of("(").add(stars(pattern.value(), segments.size(), hasTail));
    if (segments.getFirst().equals("*")) {
      condition.add(" AND NOT ").add(startsWith(RESERVED));
    }
    // GLOB's star crosses dots. With as many dots as the pattern has it cannot; with more it can.
    return new FilterSql(condition.add(")"), !hasTail);
  }

  private static Sql tail(String pattern) {
    return pattern.length() == 1
        ? Sql.of("NOT ").add(startsWith(RESERVED))
        : startsWith(pattern.substring(0, pattern.length() - 1));
  }

  private static Sql stars(String pattern, int segments, boolean hasTail) {
    return Sql.of(
        "e.topic GLOB ? AND length(e.topic) - length(replace(e.topic, '.', '')) "
            + (hasTail ? ">= ?" : "= ?"),
        pattern.replace('>', '*'),
        segments - 1);
  }

  /** A prefix that ends with a dot; '/' is the character behind it. */
  private static Sql startsWith(String prefix) {
    return Sql.of(
        "(e.topic >= ? AND e.topic < ?)", prefix, prefix.substring(0, prefix.length() - 1) + '/');
  }
}

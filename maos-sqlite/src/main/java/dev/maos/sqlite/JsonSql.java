package dev.maos.sqlite;

import dev.maos.event.Comparison;
import dev.maos.event.DataPath;
import dev.maos.event.DataValue;
import dev.maos.event.EventFilter;
import java.math.BigDecimal;

/**
 * Comparisons of JSON fields as conditions that are true wherever the filter is, and sometimes
 * elsewhere: SQLite has doubles where the filter has exact numbers, and takes for JSON what is not
 * quite. Documents with escapes of the form {@code \\u0041} always pass, since SQLite reads some of
 * them otherwise.
 */
final class JsonSql {
  /** Far more than what two roundings to a double can differ by. */
  private static final double SLACK = 1e-12;

  private static final String VALUE = "json_extract(" + "CAST(e.data AS TEXT), ?)";
  private static final String KIND = "json_type(" + "CAST(e.data AS TEXT), ?)";

  private JsonSql() {}

  static FilterSql hasField(DataPath path) {
    return isPlain(path) ? guarded(exists(path(path))) : guarded(Sql.of("TRUE"));
  }

  static FilterSql where(EventFilter.Where where) {
    return isPlain(where.path())
        ? guarded(compared(path(where.path()), where.comparison(), where.value()))
        : guarded(Sql.of("TRUE"));
  }

  // Only of well-formed JSON, since SQLite fails for the whole query where it finds another one.
  private static FilterSql guarded(Sql condition) {
    var guarded =
        Sql.of(
                "CASE WHEN (e.media IS NULL OR instr(e.media, 'json') > 0)"
                    + " AND json_valid(CAST(e.data AS TEXT)) THEN (")
            .add(condition)
            .add(" OR instr(CAST(e.data AS TEXT), '\\u') > 0) ELSE FALSE END");
    return new FilterSql(guarded, false);
  }

  private static Sql compared(String path, Comparison comparison, DataValue value) {
    if (comparison == Comparison.NOT_EQUAL) {
      return exists(path);
    }
    return switch (value) {
      case DataValue.Null() -> Sql.of(KIND + " = 'null'", path);
      case DataValue.Bool(var truth) -> Sql.of(KIND + " = ?", path, truth ? "true" : "false");
      case DataValue.Numeric(var number) -> number(path, comparison, number);
      case DataValue.Text(var text) -> text(path, comparison, text);
    };
  }

  private static Sql exists(String path) {
    return Sql.of(KIND + " IS NOT NULL", path);
  }

  private static Sql number(String path, Comparison comparison, BigDecimal number) {
    double value = number.doubleValue();
    double slack = Math.abs(value) * SLACK + Double.MIN_NORMAL;
    return switch (comparison) {
      case LESS, LESS_OR_EQUAL -> Sql.of(VALUE + " <= ?", path, value + slack);
      case GREATER, GREATER_OR_EQUAL -> Sql.of(VALUE + " >= ?", path, value - slack);
      default -> Sql.of(VALUE + " BETWEEN ? AND ?", path, value - slack, value + slack);
    };
  }

  private static Sql text(String path, Comparison comparison, String text) {
    if (text.indexOf('\0') >= 0) {
      return exists(path);
    }
    return switch (comparison) {
      case EQUAL -> Sql.of(VALUE + " = ?", path, text);
      case LESS -> Sql.of(VALUE + " < ?", path, text);
      case LESS_OR_EQUAL -> Sql.of(VALUE + " <= ?", path, text);
      case GREATER -> Sql.of(VALUE + " > ?", path, text);
      case GREATER_OR_EQUAL -> Sql.of(VALUE + " >= ?", path, text);
      case STARTS_WITH -> Sql.of("instr(" + VALUE + ", ?) = 1", path, text);
      case CONTAINS -> Sql.of("instr(" + VALUE + ", ?) > 0", path, text);
      case NOT_EQUAL -> exists(path);
    };
  }

  /** Whether SQLite's paths can name it. */
  private static boolean isPlain(DataPath path) {
    return path.fields().stream()
        .allMatch(field -> field.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\'));
  }

  private static String path(DataPath path) {
    return "$.\"" + String.join("\".\"", path.fields()) + "\"";
  }
}

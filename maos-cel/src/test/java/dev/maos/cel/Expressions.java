package dev.maos.cel;

import java.util.List;
import java.util.random.RandomGenerator;

/** Expressions that {@link Happenings} meet now and then. */
final class Expressions {
  // Of data.h['i'] < 1 CEL would conclude that the field must be a whole number; a filter does not.
  private static final List<String> FIELDS =
      List.of("data.f", "data.g", "data['f']", "data.h.i", "data['h'].g", "data['a b']");
  private static final List<String> CONSTANTS =
      List.of("0", "1", "-1", "2.5", "1u", "1e2", "'a'", "'ab'", "''", "'é'", "true", "null");
  private static final List<String> OPERATORS = List.of("==", "!=", "<", "<=", ">", ">=");
  private static final List<String> SEVERITIES =
      List.of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL", "-1", "2", "7");
  private static final List<String> ATTRIBUTES =
      List.of(
          "type == 'TASK_FAILED'",
          "'own' != type",
          "type in ['own', 'TASK_STARTED']",
          "source == 'alice'",
          "source in ['bob']",
          "topic == 'a.b'",
          "topic.within('a.*')",
          "topic.within('>')",
          "'x' in tags",
          "'x:y' in tags",
          "true",
          "false");

  /** What only CEL can decide. */
  private static final List<String> ODD =
      List.of(
          "tags.exists(tag, tag.startsWith('x'))",
          "data.f + 1 > 1",
          "data.f == data.g",
          "size(topic) > 3",
          "(type == 'own') == (source == 'bob')",
          "type == 'own' ? data.f == 1 : data.g == 'a'",
          "data.f.matches('^a')",
          "metadata['k'] == 'v'",
          "data.f < true",
          "data.f in []",
          "[1, 'a'].exists(one, one == data.f)",
          "correlation == 't'");

  private final RandomGenerator random;

  Expressions(RandomGenerator random) {
    this.random = random;
  }

  String next(int depth) {
    return switch (random.nextInt(depth == 0 ? 9 : 15)) {
      case 0, 1 -> pick(ATTRIBUTES);
      case 2 -> "severity " + pick(OPERATORS) + " " + pick(SEVERITIES);
      case 3, 4 -> pick(FIELDS) + " " + pick(OPERATORS) + " " + pick(CONSTANTS);
      case 5 -> pick(CONSTANTS) + " " + pick(OPERATORS) + " " + pick(FIELDS);
      case 6 -> part();
      case 7 -> field();
      case 8 -> pick(ODD);
      case 9, 10 -> "!(" + next(depth - 1) + ")";
      case 11, 12 -> "(" + next(depth - 1) + ") && (" + next(depth - 1) + ")";
      default -> "(" + next(depth - 1) + ") || (" + next(depth - 1) + ")";
    };
  }

  private String part() {
    var field = pick(FIELDS);
    return random.nextBoolean()
        ? field + ".startsWith('a')"
        : random.nextBoolean() ? field + ".contains('b')" : field + " in [1, 'a', null]";
  }

  private String field() {
    // A condition by itself, or one that asks whether the field is there.
    return random.nextBoolean() ? pick(FIELDS) + " && true" : "has(data.f)";
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}

package dev.maos.bench;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is measured, under the name that reports and command lines use; always an enum. */
public interface NamedScenario {
  /** The name of the constant. */
  String name();

  /** The name in reports: {@code "at-least-once"}. */
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names of all these, in their order. */
  static List<String> ids(NamedScenario... all) {
    return Arrays.stream(all).map(NamedScenario::id).toList();
  }

  /**
   * Returns the one of that name.
   *
   * @throws InvalidInputException {@link ErrorCode#INVALID_USAGE} with the names that exist
   */
  static <S extends NamedScenario> S of(S[] all, String id) {
    return Arrays.stream(all)
        .filter(scenario -> scenario.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInputException(
                ErrorCode.INVALID_USAGE,
                "--scenario",
                id,
                "one of " + String.join(", ", ids(all))));
  }
}

package dev.maos.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.maos.event.Event;
import dev.maos.testkit.Seed;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the expression and the event, the filter says what CEL says. */
class AgreementTest {
  private static final int EXPRESSIONS = 40;
  private static final int EVENTS = 60;

  @ParameterizedTest
  @MethodSource("seeds")
  void theFilterAgreesWithTheExpression(long value) {
    var seed = new Seed(value);
    var random = seed.random();
    var expressions = new Expressions(random);
    var happenings = new Happenings(random);
    var events = Stream.generate(happenings::next).limit(EVENTS).toList();

    for (int i = 0; i < EXPRESSIONS; i++) {
      var text = expressions.next(3);
      var filter = CelFilters.parse(text);
      var program = program(text);
      for (var event : events) {
        assertThat(filter.matches(event))
            .as("%s of %s with %s, %s", text, event, dataOf(event), seed)
            .isEqualTo(isTrue(program, event));
      }
    }
  }

  static LongStream seeds() {
    return Seed.range(1, 20);
  }

  private static String dataOf(Event event) {
    return new String(event.data().bytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static CelRuntime.Program program(String text) {
    var ast = Language.compile(text);
    return Language.program(text, ast, ast.getExpr());
  }

  private static boolean isTrue(CelRuntime.Program program, Event event) {
    try {
      return Boolean.TRUE.equals(program.eval(EventValues.of(event)));
    } catch (CelEvaluationException e) {
      return false;
    }
  }
}

package dev.maos.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.Payload;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions that are too large or make no sense (row 71). */
class DescriptorBadInputTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void isRefusedWithItsCodeAndField(
      String what, ErrorCode code, String field, UnaryOperator<AgentDraft> bad) {
    var refusal =
        catchThrowableOfType(
            InvalidInputException.class, () -> bad.apply(AgentDescriptor.of("ann")).build());

    assertThat(refusal).as(what).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.field()).contains(field);
    assertThat(refusal.value()).hasSizeLessThanOrEqualTo(64);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        row("10,000 capabilities", ErrorCode.TOO_LARGE, "capabilities", d -> many(d, 10_000)),
        row("257 capabilities", ErrorCode.TOO_LARGE, "capabilities", d -> many(d, 257)),
        row(
            "metadata of 10 MB",
            ErrorCode.TOO_LARGE,
            "metadata a",
            d -> d.metadata("a", "x".repeat(10_000_000))),
        row("65 metadata", ErrorCode.TOO_LARGE, "metadata", d -> metadata(d, 65, 1)),
        row("all at their bounds", ErrorCode.TOO_LARGE, "in all", d -> metadata(d, 64, 4_096)),
        row("65 tags", ErrorCode.TOO_LARGE, "tags", d -> tags(d, 65)),
        row("a tag of 65", ErrorCode.TOO_LARGE, "tag", d -> d.tagged("x".repeat(65))),
        row("an empty tag", ErrorCode.INVALID_DESCRIPTOR, "tag", d -> d.tagged("")),
        row("a name of 129", ErrorCode.TOO_LARGE, "name", d -> d.name("x".repeat(129))),
        row("no name", ErrorCode.INVALID_DESCRIPTOR, "name", d -> d.name("")),
        row("half a character", ErrorCode.INVALID_UTF8, "name", d -> d.name("a\ud83d")),
        row("an odd type", ErrorCode.INVALID_DESCRIPTOR, "type", d -> d.type("a b")),
        row("an empty type", ErrorCode.INVALID_DESCRIPTOR, "type", d -> d.type("")),
        row("capacity 0", ErrorCode.INVALID_DESCRIPTOR, "capacity", d -> d.capacity(0)),
        row("capacity -1", ErrorCode.INVALID_DESCRIPTOR, "capacity", d -> d.capacity(-1)),
        row(
            "one capability twice",
            ErrorCode.INVALID_DESCRIPTOR,
            "capabilities",
            d -> d.able("a", "1").able("a", "1.0.0")),
        row(
            "a schema of 17 KiB",
            ErrorCode.TOO_LARGE,
            "input schema",
            d -> d.able(Capability.of("a").input(Payload.of("x".repeat(17 * 1024))))),
        row(
            "a schema that is no JSON",
            ErrorCode.INVALID_DESCRIPTOR,
            "output schema",
            d -> d.able(Capability.of("a").output(Payload.text("x")))),
        row(
            "a key of 9 KiB",
            ErrorCode.TOO_LARGE,
            "key",
            d -> d.key(new AgentKey("k", "Ed25519", "x".repeat(9 * 1024)))));
  }

  private static Arguments row(
      String what, ErrorCode code, String field, UnaryOperator<AgentDraft> bad) {
    return Arguments.of(what, code, field, bad);
  }

  private static AgentDraft many(AgentDraft draft, int capabilities) {
    IntStream.range(0, capabilities).forEach(i -> draft.able("c" + i));
    return draft;
  }

  private static AgentDraft metadata(AgentDraft draft, int count, int length) {
    IntStream.range(0, count).forEach(i -> draft.metadata("k" + i, "x".repeat(length)));
    return draft;
  }

  private static AgentDraft tags(AgentDraft draft, int count) {
    IntStream.range(0, count).forEach(i -> draft.tagged("t" + i));
    return draft;
  }

  @Test
  void loadsAndNumbersOutOfRangeAreRefused() {
    var state = AgentState.of(AgentStatus.ACTIVE);
    for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY, 1_000_001}) {
      assertThat(catchThrowableOfType(InvalidInputException.class, () -> state.load(bad)))
          .as("load %s", bad)
          .isNotNull();
    }
    assertThat(catchThrowableOfType(InvalidInputException.class, () -> new Seen(-1, Duration.ZERO)))
        .isNotNull();
    assertThat(
            catchThrowableOfType(
                InvalidInputException.class, () -> new Seen(0, Duration.ofNanos(-1))))
        .isNotNull();
  }

  @Test
  void theLargestThatIsAllowedIs() {
    var agent = tags(metadata(many(AgentDescriptor.of("ann"), 256), 60, 4_000), 64).build();

    assertThat(agent.capabilities()).hasSize(256);
  }
}

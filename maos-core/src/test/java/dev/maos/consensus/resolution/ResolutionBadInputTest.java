package dev.maos.consensus.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.consensus.Fraction;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no conflict, no policy and no record is refused, with the place. */
class ResolutionBadInputTest {
  private static final AgentId ANN = AgentId.of("ann");
  private static final AgentId BOB = AgentId.of("bob");
  private static final Claim ONE = Claim.of(ANN, Value.of(1), 1);
  private static final Claim OTHER = Claim.of(BOB, Value.of(2), 2);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Protocol.FirstWins FIRST = new Protocol.FirstWins();

  private static void assertRefused(ErrorCode code, String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            it -> {
              assertThat(it.code()).isEqualTo(code);
              assertThat(it.field()).isEqualTo(field);
            });
  }

  private static void conflict(String field, ThrowingCallable call) {
    assertRefused(ErrorCode.INVALID_CONFLICT, field, call);
  }

  private static void policy(String field, ThrowingCallable call) {
    assertRefused(ErrorCode.INVALID_RESOLUTION_POLICY, field, call);
  }

  @Test
  void aConflictHasTwoClaimsThatCanBeToldApart() {
    conflict("subject", () -> Conflict.on(" ", ONE, OTHER));
    conflict("subject", () -> Conflict.on("x".repeat(201), ONE, OTHER));
    conflict("domain", () -> Conflict.on("x", ONE, OTHER).domain("x".repeat(201)));
    conflict("claims", () -> Conflict.on("x", ONE));
    conflict("claims", () -> new Conflict("x", "", Collections.nCopies(1_001, ONE)));
    conflict("claims[1].agent", () -> Conflict.on("x", ONE, Claim.of(ANN, Value.of(3), 3)));
    conflict(
        "claims[1].agent",
        () -> Conflict.on("x", ONE, Claim.of(AgentId.of("VETO"), Value.of(3), 3)));
    conflict("claims[1].sequence", () -> Conflict.on("x", ONE, Claim.of(BOB, Value.of(3), 1)));
    assertRefused(
        ErrorCode.INVALID_WEIGHT,
        "total weight of the claims",
        () -> Conflict.on("x", ONE.weight(Fraction.ZERO), OTHER.weight(Fraction.ZERO)));
  }

  @Test
  void aClaimSaysSomethingWithinBounds() {
    conflict("value of the claim of ann", () -> Claim.of(ANN, Map.of(), 1));
    conflict(
        "name of a field of the claim of ann", () -> Claim.of(ANN, Map.of("", Value.of(1)), 1));
    conflict("sequence of the claim of ann", () -> Claim.of(ANN, Value.of(1), -1));
    assertRefused(
        ErrorCode.INVALID_WEIGHT, "weight of the claim of ann", () -> ONE.weight(Fraction.of(-1)));
    conflict("word", () -> Value.of("x".repeat(10_001)));
    conflict(
        "quantity",
        () -> Value.of(Fraction.parse("9".repeat(60)).times(Fraction.parse("9".repeat(60)))));
    conflict("tally.up.ann", () -> new Value.Tally(Map.of(ANN, -1L), Map.of()));
    conflict("reason", () -> Answer.of(ANN).because("x".repeat(2_001)));
  }

  @Test
  void aPolicyComesToAnEndAndOnlyOnce() {
    policy("chain", () -> new Policy(List.of()));
    policy("chain", () -> new Policy(Collections.nCopies(21, new Protocol.Priority())));
    policy("chain[0]", () -> Policy.of(new Protocol.Priority()));
    policy("chain[0]", () -> Policy.of(FIRST, new Protocol.Lot()));
    policy("rounds", () -> new Protocol.Negotiation(0, PATIENCE));
    policy("rounds", () -> new Protocol.Negotiation(101, PATIENCE));
    policy("patience", () -> new Protocol.Negotiation(1, Duration.ZERO));
    policy("patience", () -> new Protocol.Escalate(ANN, Duration.ofDays(366), FIRST));
    policy("patience", () -> new Protocol.Ballots(Protocol.Ballots.Method.APPROVAL, Duration.ZERO));
    policy("arbiters", () -> new Protocol.Arbitration(List.of(), PATIENCE));
    policy("arbiters[1]", () -> new Protocol.Arbitration(List.of(ANN, ANN), PATIENCE));
    policy("order.[1]", () -> Protocol.Authority.of(ANN, ANN));
  }

  @Test
  void aPartyDoesNotRuleOnItsOwnConflict() {
    var escalated = Policy.of(new Protocol.Priority(), new Protocol.Escalate(ANN, PATIENCE, FIRST));

    policy(
        "chain[1].human",
        () ->
            Hearing.of(Conflict.on("x", ONE, OTHER), escalated, RandomConflicts.OPENED, List.of()));
  }

  @ParameterizedTest(name = "{0} for {1}: {2} at {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "MAOS-RESOLUTION-1 | MAOS-9 | INVALID_RESOLUTION_FILE | format",
        "\"subject\" | \"object\" | INVALID_RESOLUTION_FILE | field of conflict",
        "\"opened\":\"2026 | \"opened\":\"MMXXVI | INVALID_RESOLUTION_FILE | opened",
        "\"sequence\":2 | \"sequence\":\"two\" | INVALID_RESOLUTION_FILE | conflict.claims[1].sequence",
        "\"sequence\":2 | \"sequence\":1 | INVALID_CONFLICT | conflict, claims[1].sequence",
        "\"sequence\":2 | \"sequence\":-2 | INVALID_CONFLICT | conflict.claims[1], sequence of the claim of bob",
        "\"agent\":\"bob\" | \"agent\":\"b b\" | INVALID_AGENT_ID | conflict.claims[1].agent, agent id",
        "\"QUANTITY\":\"2\" | \"QUANTITY\":\"two\" | INVALID_NUMBER | conflict.claims[1].value.value.QUANTITY, number",
        "\"QUANTITY\":\"2\" | \"SIZE\":\"2\" | INVALID_RESOLUTION_FILE | conflict.claims[1].value.value",
        "\"protocol\":\"LOT\" | \"protocol\":\"COIN\" | INVALID_RESOLUTION_FILE | policy[2].protocol",
        "\"rounds\":2 | \"rounds\":0 | INVALID_RESOLUTION_POLICY | policy[0], rounds",
        "PT1S | one second | INVALID_RESOLUTION_FILE | policy[0].patience",
        "\"average\":\"MEDIAN\" | \"average\":\"MODE\" | INVALID_RESOLUTION_FILE | policy[1].average"
      })
  void aTextThatIsNoRecordIsRefusedWithThePlace(
      String part, String instead, ErrorCode code, String place) {
    var policy =
        Policy.of(
            new Protocol.Negotiation(2, PATIENCE),
            new Protocol.WeightedValue(Protocol.WeightedValue.Average.MEDIAN),
            new Protocol.Lot());
    var told =
        new RandomConflicts(new SplittableRandom(7))
            .resolution(Conflict.on("x", ONE, OTHER), policy)
            .write();
    assertThat(told).contains(part);

    var refusal =
        catchThrowableOfType(
            InvalidInputException.class,
            () -> Resolution.read(told.replaceFirst(Pattern.quote(part), instead)));

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.field()).isEqualTo(place);
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertRefused(ErrorCode.INVALID_RESOLUTION_FILE, "resolution", () -> Resolution.read("[]"));
    assertThatThrownBy(() -> Resolution.read("{"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            it -> assertThat(it.code()).isEqualTo(ErrorCode.MALFORMED_JSON));
  }
}

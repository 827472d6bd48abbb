package dev.maos.consensus.resolution;

import static dev.maos.consensus.resolution.RandomConflicts.HUMAN;
import static dev.maos.consensus.resolution.RandomConflicts.OPENED;
import static dev.maos.consensus.resolution.RandomConflicts.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Seed;
import dev.maos.consensus.Fraction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Protocols that wait for answers: what counts, what does not, and that they end. */
class HearingTest {
  private static final int TRIES = 1_000;
  private static final AgentId ANN = AgentId.of("ann");
  private static final AgentId BOB = AgentId.of("bob");
  private static final AgentId CYD = AgentId.of("cyd");
  private static final Conflict CONFLICT =
      Conflict.on(
          "colour",
          Claim.of(ANN, Value.of("green"), 1),
          Claim.of(BOB, Value.of("blue"), 2).weight(Fraction.of(3)),
          Claim.of(CYD, Value.of("blue"), 3));

  private final List<Statement> statements = new ArrayList<>();

  private Hearing.Progress progress(Protocol... chain) {
    return Hearing.of(CONFLICT, Policy.of(chain), OPENED, statements);
  }

  private static List<Question> questions(Hearing.Progress progress) {
    return ((Finding.Asks) progress.last()).questions();
  }

  private void say(Question question, AgentId choice, Duration after) {
    statements.add(new Statement.Said(question.asked(), Answer.of(choice), OPENED.plus(after)));
  }

  private void say(Question question, AgentId choice) {
    say(question, choice, Duration.ofSeconds(1));
  }

  private static final Protocol.Negotiation TALK = new Protocol.Negotiation(2, PATIENCE);
  private static final Protocol.FirstWins FIRST = new Protocol.FirstWins();

  @Test
  void partiesThatAcceptOneClaimHaveAgreed() {
    questions(progress(TALK, FIRST)).forEach(question -> say(question, BOB));
    var acceptances = questions(progress(TALK, FIRST));
    acceptances.forEach(question -> say(question, BOB));

    var settlement = progress(TALK, FIRST).settlement().orElseThrow();

    assertThat(acceptances).allMatch(question -> question.choices().equals(List.of(BOB)));
    assertThat(settlement.claim()).contains(BOB);
    assertThat(settlement.agreement()).isEqualTo(Fraction.ONE);
  }

  @Test
  void whatNobodyProposedCannotBeAccepted() {
    questions(progress(TALK, FIRST)).forEach(question -> say(question, BOB));
    questions(progress(TALK, FIRST)).forEach(question -> say(question, CYD));

    var next = questions(progress(TALK, FIRST));

    assertThat(next).allMatch(question -> question.asked().round() == 2);
  }

  @Test
  void aLateAcceptanceIsNone() {
    questions(progress(TALK, FIRST)).forEach(question -> say(question, BOB));
    var acceptances = questions(progress(TALK, FIRST));
    for (var question : acceptances) {
      var at = question.asked().whom().equals(CYD) ? question.until() : OPENED.plusSeconds(2);
      statements.add(new Statement.Said(question.asked(), Answer.of(BOB), at));
    }

    assertThat(questions(progress(TALK, FIRST)))
        .allMatch(question -> question.asked().round() == 2)
        .allMatch(
            question -> question.until().equals(acceptances.getFirst().until().plus(PATIENCE)));
  }

  @Test
  void oneWhoAcceptsSomethingElsePreventsAnAgreement() {
    for (int round = 0; round < 2; round++) {
      questions(progress(TALK, FIRST)).forEach(question -> say(question, question.asked().whom()));
      questions(progress(TALK, FIRST))
          .forEach(question -> say(question, question.asked().whom().equals(ANN) ? ANN : BOB));
    }

    var progress = progress(TALK, FIRST);

    assertThat(progress.steps()).extracting(Step::protocol).contains("NEGOTIATION", "FIRST_WINS");
    assertThat(progress.settlement().orElseThrow().claim()).contains(ANN);
    assertThat(progress.settlement().orElseThrow().agreement()).isEqualTo(Fraction.of(1, 5));
  }

  @Test
  void anArbiterIsNeverAPartyAndFollowsFromTheConflictAlone() {
    Seed.next()
        .times(
            TRIES,
            random -> {
              var conflicts = new RandomConflicts(random);
              var conflict = conflicts.conflict();
              var judges = new ArrayList<>(conflicts.agents());
              judges.add(AgentId.of("judge1"));
              judges.add(AgentId.of("judge2"));

              var order = Rulings.order(conflict, judges);

              assertThat(order).noneMatch(conflict::isParty).contains(AgentId.of("judge1"));
              assertThat(Rulings.order(conflict, conflicts.shuffled(judges))).isEqualTo(order);
              var without = new ArrayList<>(order);
              var gone = without.removeFirst();
              judges.remove(gone);
              assertThat(Rulings.order(conflict, judges)).isEqualTo(without);
            });
  }

  @Test
  void theNextArbiterIsAskedWhenTheFirstIsLate() {
    var judges = List.of(AgentId.of("judge1"), AgentId.of("judge2"), BOB);
    var court = new Protocol.Arbitration(judges, PATIENCE);
    var first = questions(progress(court, FIRST)).getFirst();
    say(first, CYD, PATIENCE);
    var second = questions(progress(court, FIRST)).getFirst();
    say(second, CYD, PATIENCE.plusSeconds(1));

    var settlement = progress(court, FIRST).settlement().orElseThrow();

    assertThat(Set.of(first.asked().whom(), second.asked().whom()))
        .isEqualTo(Set.copyOf(judges.subList(0, 2)));
    assertThat(second.until()).isEqualTo(OPENED.plus(PATIENCE).plus(PATIENCE));
    assertThat(settlement.claim()).contains(CYD);
    assertThat(settlement.agreement()).isEqualTo(Fraction.of(4, 5));
  }

  @Test
  void aHumanRules() {
    var escalate = new Protocol.Escalate(HUMAN, PATIENCE, FIRST);
    say(questions(progress(escalate)).getFirst(), CYD);

    assertThat(progress(escalate).settlement().orElseThrow().claim()).contains(CYD);
  }

  @Test
  void withoutAHumanTheConfiguredProtocolResolves() {
    var escalate = new Protocol.Escalate(HUMAN, PATIENCE, new Protocol.LastWins());
    var question = questions(progress(escalate)).getFirst();
    statements.add(new Statement.Silent(question.asked(), "away", question.until()));

    var progress = progress(escalate);

    assertThat(progress.settlement().orElseThrow().claim()).contains(CYD);
    assertThat(progress.settlement().orElseThrow().protocol()).isEqualTo("ESCALATE");
    assertThat(progress.steps().getLast().why()).contains("human did not rule", "LAST_WINS");
  }

  @Test
  void everyTalkEndsInTimeWithAClaimAndCanBeCountedAgain() {
    Seed.next()
        .times(
            TRIES,
            random -> {
              var conflicts = new RandomConflicts(random);
              var conflict = conflicts.conflict();
              var policy = conflicts.policy();

              var resolution = conflicts.resolution(conflict, policy);

              assertThat(resolution.problems()).as("%s", resolution).isEmpty();
              assertThat(resolution.statements()).hasSizeLessThan(200);
              assertInOrder(resolution.steps());
              resolution
                  .settlement()
                  .claim()
                  .ifPresent(agent ->
                      assertThat(conflict.of(agent).map(Claim::value))
                          .contains(resolution.settlement().value()));
              assertNobodyAcceptedWhatWasNotProposed(resolution);
            });
  }

  private static void assertInOrder(List<Step> steps) {
    var last = OPENED;
    for (var step : steps) {
      assertThat(step.began()).isEqualTo(last);
      assertThat(step.ended()).isAfterOrEqualTo(step.began());
      assertThat(Duration.between(step.began(), step.ended()))
          .isLessThanOrEqualTo(PATIENCE.multipliedBy(6));
      last = step.ended();
    }
  }

  /** The rule again, from the statements alone. */
  private static void assertNobodyAcceptedWhatWasNotProposed(Resolution resolution) {
    if (!resolution.settlement().protocol().equals("NEGOTIATION")) {
      return;
    }
    var claim = resolution.settlement().claim();
    int step = resolution.steps().size() - 1;
    var proposed = new HashSet<Integer>();
    Map<Integer, Set<AgentId>> accepted = new HashMap<>();
    for (var statement : resolution.statements()) {
      if (statement instanceof Statement.Said(var asked, var answer, _)
          && asked.step() == step
          && answer.choice().equals(claim)) {
        switch (asked.kind()) {
          case PROPOSE -> proposed.add(asked.round());
          case ACCEPT ->
              accepted.computeIfAbsent(asked.round(), _ -> new HashSet<>()).add(asked.whom());
          case RULE -> throw new AssertionError("nobody rules in a negotiation");
        }
      }
    }
    var all = Set.copyOf(resolution.conflict().parties());
    assertThat(proposed).anyMatch(round -> all.equals(accepted.get(round)));
  }

  @Test
  void anotherStatementOrSettlementIsNoticed() {
    Seed.next()
        .times(
            TRIES,
            random -> {
              var conflicts = new RandomConflicts(random);
              var told = conflicts.resolution(conflicts.conflict(), conflicts.policy());
              var settlement = told.settlement();
              var lie =
                  new Settlement(
                      settlement.protocol(),
                      settlement.claim(),
                      settlement.value(),
                      settlement.agreement().plus(Fraction.ONE));
              assertThat(with(told, told.statements(), lie).problems()).hasSize(1);

              var more = new ArrayList<>(told.statements());
              more.add(stray(told));
              assertThat(with(told, more, settlement).problems()).hasSize(1);

              if (!told.statements().isEmpty()) {
                var fewer = new ArrayList<>(told.statements());
                fewer.remove(conflicts.number(fewer.size()));
                assertThat(with(told, fewer, settlement).problems()).isNotEmpty();
              }
            });
  }

  private static Resolution with(
      Resolution told, List<Statement> statements, Settlement settlement) {
    return new Resolution(told.conflict(), told.policy(), told.opened(), statements, settlement);
  }

  private static Statement stray(Resolution told) {
    var asked = new Asked(0, 99, Asked.Kind.ACCEPT, told.conflict().parties().getFirst());
    return new Statement.Said(asked, Answer.none(), Instant.EPOCH);
  }

  @Test
  void theTextOfAResolutionSaysAllOfIt() {
    Seed.next()
        .times(
            TRIES,
            random -> {
              var conflicts = new RandomConflicts(random);
              var told = conflicts.resolution(conflicts.conflict(), conflicts.policy());

              assertThat(Resolution.read(told.write())).isEqualTo(told);
            });
  }

  @Test
  void mergedValuesAreInTheTextToo() {
    Seed.next()
        .times(
            100,
            random -> {
              var conflicts = new RandomConflicts(random);
              var conflict = new Conflict("all", "", conflicts.mergeable(4));
              var told = conflicts.resolution(conflict, Policy.of(new Protocol.Merge(), FIRST));

              assertThat(Resolution.read(told.write())).isEqualTo(told);
              assertThat(told.settlement().claim()).isEqualTo(Optional.empty());
            });
  }
}

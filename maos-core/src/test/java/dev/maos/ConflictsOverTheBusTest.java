package dev.maos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.ManualTime;
import dev.maos.base.Payload;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.ProposalId;
import dev.maos.consensus.resolution.Claim;
import dev.maos.consensus.resolution.Conflict;
import dev.maos.consensus.resolution.Policy;
import dev.maos.consensus.resolution.Protocol;
import dev.maos.consensus.resolution.Resolution;
import dev.maos.consensus.resolution.Statement;
import dev.maos.consensus.resolution.Step;
import dev.maos.consensus.resolution.Value;
import dev.maos.message.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents that are asked by messages, as any other agent. */
@Timeout(60)
class ConflictsOverTheBusTest {
  private static final AgentId ANN = AgentId.of("ann");
  private static final AgentId BOB = AgentId.of("bob");
  private static final AgentId HUMAN = AgentId.of("human");
  private static final AgentId CHAIR = AgentId.of("chair");
  private static final TopicPattern QUESTIONS = TopicPattern.of("_maos.conflicts.questions");
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Policy ESCALATE =
      Policy.of(new Protocol.Escalate(HUMAN, PATIENCE, new Protocol.LastWins()));

  private final ManualTime time = new ManualTime();
  private final Maos maos = Maos.builder("memory:").time(time).open();

  @AfterEach
  void close() {
    maos.close();
  }

  private static Conflict conflict(String subject) {
    return Conflict.on(
        subject, Claim.of(ANN, Value.of("green"), 1), Claim.of(BOB, Value.of("blue"), 2));
  }

  private Resolution resolve(Conflict conflict, Policy policy) throws InterruptedException {
    return maos.resolver(CHAIR).resolve(conflict, policy);
  }

  private void answering(AgentId agent, Map<String, Object> answer) {
    maos.bus().subscribe(agent, QUESTIONS, question -> question.reply(Payload.of(answer)));
  }

  private static Map<?, ?> fields(Delivery question) {
    return question.payload().as(Map.class);
  }

  @Test
  void aQuestionSaysWhatThereIsToChooseFrom() throws InterruptedException {
    maos.bus()
        .subscribe(
            HUMAN,
            QUESTIONS,
            question -> {
              assertThat(fields(question).get("asked")).isEqualTo("RULE");
              var choices = (List<?>) Objects.requireNonNull(fields(question).get("choices"));
              var blue = (Map<?, ?>) choices.getLast();
              assertThat(blue.get("value")).isEqualTo(Map.of("value", "blue"));
              var agent = Objects.requireNonNull(blue.get("agent"));
              question.reply(Payload.of(Map.of("choice", agent, "reason", "I like it")));
            });

    var resolution = resolve(conflict("colour"), ESCALATE);

    assertThat(resolution.settlement().claim()).contains(BOB);
    assertThat(resolution.statements())
        .singleElement()
        .matches(it ->
            it instanceof Statement.Said(_, var answer, _) && answer.reason().equals("I like it"));
    assertThat(Resolution.read(resolution.write()).problems()).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeUnderstoodIsNone() throws InterruptedException {
    answering(HUMAN, Map.of("choice", 1));

    var resolution = resolve(conflict("colour"), ESCALATE);

    assertThat(resolution.steps().getLast().why()).contains("human did not rule");
    assertThat(resolution.statements())
        .singleElement()
        .matches(it ->
            it instanceof Statement.Silent(_, var why, _) && why.contains("UNREADABLE_PAYLOAD"));
  }

  @Test
  void whoeverWaitsForAHumanHoldsUpNobodyElse() throws Exception {
    var asked = new CountDownLatch(1);
    maos.bus()
        .subscribe(
            HUMAN,
            QUESTIONS,
            question -> {
              if ("slow".equals(fields(question).get("subject"))) {
                asked.countDown();
              } else {
                question.reply(Payload.of(Map.of("choice", "ann")));
              }
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(() -> resolve(conflict("slow"), ESCALATE));
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

      var quick = resolve(conflict("quick"), ESCALATE);

      assertThat(quick.settlement().claim()).contains(ANN);
      assertThat(slow.isDone()).isFalse();
      time.advance(PATIENCE);
      var late = slow.get(30, TimeUnit.SECONDS);
      assertThat(late.settlement().claim()).contains(BOB);
      assertThat(late.problems()).isEmpty();
    }
  }

  @Test
  void partiesVoteOnTheirClaimsAsTheyVoteElsewhere() throws InterruptedException {
    for (var voter : List.of(ANN, BOB)) {
      maos.bus()
          .subscribe(
              voter,
              TopicPattern.of("_maos.votes.invitations"),
              invitation -> {
                var proposal = Objects.requireNonNull(fields(invitation).get("proposal"));
                var id = ProposalId.of((String) proposal);
                maos.consensus().cast(id, voter, Ballot.approval("ann"));
              });
    }

    var resolution =
        resolve(
            conflict("colour"),
            Policy.of(
                new Protocol.Priority(),
                new Protocol.Ballots(Protocol.Ballots.Method.APPROVAL, PATIENCE),
                new Protocol.LastWins()));

    assertThat(resolution.steps()).extracting(Step::protocol).containsExactly("PRIORITY", "VOTE");
    assertThat(resolution.settlement().claim()).contains(ANN);
    assertThat(resolution.problems()).isEmpty();
  }
}

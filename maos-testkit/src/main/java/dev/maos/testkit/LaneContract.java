package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.message.Address;
import dev.maos.message.Claim;
import dev.maos.message.DeadLetter.Reason;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.message.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Priorities and order: four lanes served 8:4:2:1, each first in, first out; and ordering keys. */
abstract class LaneContract extends StorageScene {
  private static final int ROUND = 15;

  LaneContract(TransportFixture fixture) {
    super(fixture);
  }

  @Test
  void criticalOvertakesABacklogWithinOneRound() {
    var bob = openBob();
    sendMany(100, toBob().priority(Priority.LOW));
    sendMany(100, toBob().priority(Priority.HIGH));
    bob.take(7);
    send(toBob().priority(Priority.CRITICAL).command(Payload.text("urgent")));

    assertThat(texts(bob.take(ROUND))).contains("urgent");
  }

  @Test
  void lowAdvancesInEveryRound() {
    var bob = openBob();
    fillAllLanes();

    for (int round = 1; round <= 5; round++) {
      assertThat(lanes(bob.take(ROUND))).as("round %d", round).containsKey(Priority.LOW);
    }
  }

  @ParameterizedTest(name = "taken {0} at a time")
  @ValueSource(ints = {1, 4, 15, 150})
  void fullLanesAreServedEightToFourToTwoToOne(int atOnce) {
    var bob = openBob();
    fillAllLanes();

    var claims = new ArrayList<Claim>();
    while (claims.size() < 10 * ROUND) {
      claims.addAll(bob.take(Math.min(atOnce, 10 * ROUND - claims.size())));
    }

    assertThat(lanes(claims))
        .isEqualTo(
            Map.of(
                Priority.CRITICAL, 80, Priority.HIGH, 40, Priority.NORMAL, 20, Priority.LOW, 10));
  }

  @Test
  void anEmptyLaneLeavesItsShareToTheOthers() {
    var bob = openBob();
    sendMany(20, toBob().priority(Priority.LOW));

    assertThat(bob.take(20)).hasSize(20);
  }

  @Test
  void strictOrderServesTheMostUrgentFirstAlways() {
    var bob = open(Reading.of(">").strictly());
    sendMany(20, toBob().priority(Priority.LOW));
    sendMany(20, toBob().priority(Priority.CRITICAL));

    assertThat(lanes(bob.take(20))).isEqualTo(Map.of(Priority.CRITICAL, 20));
  }

  @Test
  void messagesOfOnePriorityComeFirstInFirstOut() {
    var bob = openBob();
    sendMany(50, toBob());

    assertThat(bob.drain()).isEqualTo(numbers(50));
  }

  @Test
  void messagesToATopicComeFirstInFirstOut() {
    var bob = openBob();
    sendMany(50, toEveryone());

    assertThat(bob.drain()).isEqualTo(numbers(50));
  }

  @Test
  void aBatchKeepsItsOrder() {
    var bob = openBob();
    send(job("a"), job("b"), job("c"));

    assertThat(bob.drain()).containsExactly("a", "b", "c");
  }

  @Test
  void whatSeveralBatchesLeftKeepsItsOrderForALaterInbox() {
    sendMany(10, toBob());
    var first = openBob();
    first.take(5);
    first.close();

    assertThat(openBob().drain()).isEqualTo(numbers(10));
  }

  @Test
  void aRetriedMessageLosesItsPlace() {
    var bob = openBob();
    sendMany(3, toBob());

    bob.inbox().release(bob.takeOne(), Duration.ZERO);

    assertThat(bob.drain()).containsExactly("1", "2", "0");
  }

  @Test
  void ofOneOrderingKeyOneIsUnderWay() {
    var team = openTeam(2);
    send(keyed("k", "first"), keyed("k", "second"));
    team.getFirst().takeOne();

    assertThat(team.getFirst().take(PLENTY)).isEmpty();
    assertThat(team.getLast().take(PLENTY)).isEmpty();
  }

  @Test
  void theNextOfAnOrderingKeyFollowsWhenTheOneBeforeIsSettled() {
    var team = openTeam(2);
    send(keyed("k", "first"), keyed("k", "second"));
    var first = team.getFirst().takeOne();
    assertThat(team.getLast().take(PLENTY)).isEmpty();
    team.getLast().ringsSince();

    team.getFirst().acknowledge(first);

    var follower = whoeverIsRung(team);
    assertThat(texts(follower.take(PLENTY))).containsExactly("second");
  }

  @Test
  void theNextOfAnOrderingKeyFollowsABuriedOne() {
    var bob = openBob();
    send(toBob().orderedBy("k").command(Payload.text("bad")));
    send(toBob().orderedBy("k").command(Payload.text("good")));

    bob.inbox().bury(bob.takeOne(), Reason.REJECTED, "bad");

    assertThat(bob.drain()).containsExactly("good");
  }

  @Test
  void aRetryBlocksItsOrderingKey() {
    var bob = openBob();
    send(toBob().orderedBy("k").command(Payload.text("first")));
    send(toBob().orderedBy("k").command(Payload.text("second")));
    bob.inbox().release(bob.takeOne(), Duration.ofSeconds(5));

    assertThat(bob.take(PLENTY)).isEmpty();
    fixture.pass(Duration.ofSeconds(6));
    assertThat(bob.drain()).containsExactly("first", "second");
  }

  @Test
  void aLostLeaseDoesNotLetTheNextOfItsOrderingKeyOvertake() {
    var bob = openBob();
    send(toBob().orderedBy("k").command(Payload.text("first")));
    send(toBob().orderedBy("k").command(Payload.text("second")));
    bob.takeOne();
    fixture.pass(PAST_THE_LEASE);

    assertThat(bob.drain()).containsExactly("first", "second");
  }

  @Test
  void otherOrderingKeysGoOn() {
    var bob = openBob();
    send(toBob().orderedBy("a").command(Payload.text("a1")));
    send(toBob().orderedBy("a").command(Payload.text("a2")));
    send(toBob().orderedBy("b").command(Payload.text("b1")));
    send(job("free"));

    assertThat(texts(bob.take(PLENTY))).containsExactlyInAnyOrder("a1", "b1", "free");
  }

  @Test
  void atMostOnceMessagesOfOneOrderingKeyDoNotBlockEachOther() {
    var bob = openBob();
    var draft = toBob().orderedBy("k").guarantee(Guarantee.AT_MOST_ONCE);
    sendMany(3, draft);

    assertThat(bob.drain()).isEqualTo(numbers(3));
  }

  private static Reader whoeverIsRung(List<Reader> team) {
    // The first one holds a lease just settled, so it looks again without being rung.
    return team.getLast().ringsSince() > 0 ? team.getLast() : team.getFirst();
  }

  private static Message keyed(String key, String text) {
    return toTeam().orderedBy(key).command(Payload.text(text));
  }

  private void fillAllLanes() {
    for (var priority : Priority.values()) {
      sendMany(100, Message.from(ALICE).to(new Address.ToAgent(BOB)).on("jobs").priority(priority));
    }
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static Map<Priority, Integer> lanes(List<Claim> claims) {
    var counts = new EnumMap<Priority, Integer>(Priority.class);
    claims.forEach(c -> counts.merge(c.envelope().message().priority(), 1, Integer::sum));
    return counts;
  }
}

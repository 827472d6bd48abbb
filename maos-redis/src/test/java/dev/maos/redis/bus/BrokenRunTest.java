package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.Payload;
import dev.maos.message.Claim;
import dev.maos.message.DeadLetter;
import dev.maos.message.Message;
import dev.maos.message.MessageDraft;
import dev.maos.message.Priority;
import dev.maos.message.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run that breaks off, whatever it did before, leaves everything as it was: here the last of its
 * operations is one that there is not.
 */
class BrokenRunTest extends LibraryScene {
  private static final Duration NOT_YET = Duration.ofSeconds(7);

  private RedisTransport process;
  private Caller caller;
  private Ringing bob;
  private ReaderName second;

  @BeforeEach
  void openProcess() throws Exception {
    process = process();
    bob = openBob(process);
    caller = new Caller(link(), "0123456789abcdef", limits);
    var opening = ReaderName.opening(reading(BOB, ">"), new ServerClock());
    second = opening.read(caller.run(1, 1, opening));
  }

  private static MessageDraft jobs() {
    return Message.from(ALICE).to(BOB).on("jobs");
  }

  private Operation<Taken> taking(int most) {
    return Caller.taking(second, reading(BOB, ">"), most);
  }

  private Packer naming(char letter, Claim claim) {
    var mine = (RedisClaim) claim;
    return Packer.operation(letter)
        .u48(mine.inbox.holdings().grantOf(mine))
        .u48(mine.frame)
        .u16(mine.index);
  }

  private static Operation<Integer> operation(Packer packer) {
    return Operation.of(packer, Answer::u8);
  }

  private Operation<?> releasing(Claim claim, Duration delay) {
    return operation(naming('R', claim).u64(delay.toNanos() / 1_000));
  }

  private Operation<?> burying(Claim claim) {
    return operation(naming('B', claim).u8(Letters.code(DeadLetter.Reason.REJECTED)).text("no"));
  }

  private Operation<?> acknowledging(Claim claim) {
    var mine = (RedisClaim) claim;
    return operation(
        Packer.operation('A')
            .u16(1)
            .u48(mine.inbox.holdings().grantOf(mine))
            .u16(1)
            .u48(mine.frame)
            .u16(mine.index)
            .u16(mine.index + 1));
  }

  /** Everything but what the sessions remember and what the clock changes. */
  private Map<String, List<String>> everything() {
    var stored = new TreeMap<>(stored());
    stored.remove("rung");
    // Hashes tell their fields in any order.
    stored.replaceAll((name, values) -> isList(name) ? values : values.stream().sorted().toList());
    return stored;
  }

  private static boolean isList(String name) {
    return Stream.of("lane:", "parked:", "held:", "dead:", "history:").anyMatch(name::startsWith);
  }

  private void expectNothingChangedBy(Operation<?>... operations) {
    var before = everything();
    var all = new ArrayList<>(List.of(operations));
    all.add(operation(Packer.operation('!')));

    assertThatThrownBy(() -> caller.run(1, 2, all.toArray(new Operation<?>[0]))).isNotNull();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void takingFromSeveralLanes() {
    sendMany(process, 20);
    send(process, jobs().priority(Priority.CRITICAL).command(Payload.text("urgent")));

    expectNothingChangedBy(taking(3), taking(2), taking(40));

    assertThat(bob.drain()).hasSize(21);
  }

  @Test
  void takingWhatIsNoEntry() {
    send(process, job("before"));
    server.command("LPUSH", key(laneKey(BOBS_INBOX, 2)), "x");

    expectNothingChangedBy(taking(3));

    assertThat(bob.drain()).contains("before");
  }

  @Test
  void releasingAndTakingIt() {
    sendMany(process, 6);
    var claims = bob.take(3);

    expectNothingChangedBy(
        releasing(claims.get(1), Duration.ZERO), taking(9), releasing(claims.get(2), NOT_YET));
  }

  /** However deep the list is into which it goes back. */
  @ParameterizedTest
  @ValueSource(ints = {1, 40, 1_200})
  void handingBackAndTaking(int depth) {
    sendMany(process, 2);
    var claims = bob.take(2);
    sendMany(process, depth);

    expectNothingChangedBy(
        operation(naming('H', claims.getFirst())),
        operation(naming('H', claims.getLast())),
        taking(1));
  }

  @Test
  void puttingBackAWholeGrant() {
    sendMany(process, 5);
    var claim = (RedisClaim) bob.take(3).getFirst();

    expectNothingChangedBy(
        operation(Packer.operation('F').u48(claim.inbox.holdings().grantOf(claim))), taking(4));
  }

  @Test
  void burying() {
    sendMany(process, 2);
    var claims = bob.take(2);

    expectNothingChangedBy(burying(claims.getFirst()), burying(claims.getLast()));
  }

  @Test
  void passingTheTurnOfAnOrderingKey() {
    for (var text : List.of("one", "two", "three")) {
      send(process, jobs().orderedBy("k").command(Payload.text(text)));
    }
    send(process, jobs().orderedBy("alone").command(Payload.text("alone")));
    var claims = bob.take(4);
    assertThat(texts(claims)).containsExactly("one", "alone");

    expectNothingChangedBy(
        acknowledging(claims.getFirst()), acknowledging(claims.getLast()), taking(1));
  }

  @Test
  void redrivingAndPurging() {
    sendMany(process, 5);
    for (var claim : bob.take(5)) {
      var settled = bob.inbox().bury(claim, DeadLetter.Reason.REJECTED, "no");
      assertThat(settled).isEqualTo(Settled.NOW);
    }
    var letters = process.deadLetters(BOBS_INBOX, Optional.empty(), 10);
    var redriving = Packer.operation('V').text(BOBS_INBOX.toString());
    redriving.id(letters.get(0).id()).id(letters.get(3).id());
    var purging = Packer.operation('U').text(BOBS_INBOX.toString()).id(letters.get(1).id());

    expectNothingChangedBy(operation(redriving), operation(purging), taking(1));
  }

  @Test
  void deliveringWhatIsDue() {
    var soon = jobs().deliverAfter(NOT_YET).command(Payload.text("soon"));
    send(process, soon);
    setClock(time.micros() + NOT_YET.toNanos() / 1_000);
    var ticking = Packer.operation('T').raw(new byte[] {'p', 's', 'a'});

    expectNothingChangedBy(operation(ticking), taking(1));
  }

  /** What is written in the end is found to be somebody else's before anything is written. */
  @ParameterizedTest
  @ValueSource(strings = {"frames", "refs", "large", "heads", "grants", "leases"})
  void writingWhatIsSomebodyElses(String name) throws Exception {
    var known = sealKnown(job("known"));
    var _ = caller.run(1, 2, Caller.publishing(known));
    send(process, news("to a subscription"));
    sendMany(process, 3);
    var claims = bob.take(2);
    server.command("DEL", key(name));
    server.command("SET", key(name), "somebody's");
    var before = everything();

    assertThatThrownBy(() ->
            caller.run(
                1,
                3,
                taking(1),
                Caller.publishing(known, seal(job("new")), seal(news("news"))),
                burying(claims.getLast())))
        .hasMessageContaining("WRONGTYPE");

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void publishingToATopicWhoseHistoryIsFull() {
    limits = limits.history(2);
    caller = new Caller(link(), "0123456789abcdef", limits);
    send(process, news("one"));
    send(process, news("two"));

    expectNothingChangedBy(Caller.publishing(seal(news("three")), seal(news("four"))));
  }
}

package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.message.InboxSpec;
import dev.maos.message.Settled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of a session's generation are numbered 1, 2, 3, and each takes effect once. */
class CommandNumbersTest extends LibraryScene {
  private Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(link(), "0123456789abcdef", limits);
  }

  private static String status(List<Object> raw) {
    return new String((byte[]) raw.getFirst(), StandardCharsets.US_ASCII);
  }

  /** Everything but what the session itself remembers. */
  private Map<String, List<String>> everythingStored() {
    var stored = new TreeMap<>(keys().values());
    stored.keySet().removeIf(name -> name.startsWith("session:"));
    return stored;
  }

  /** The first command of the session. */
  private ReaderName open(InboxSpec spec) throws Exception {
    var opening = ReaderName.opening(spec, new ServerClock());
    return opening.read(caller.run(1, 1, opening));
  }

  @Test
  void aCommandThatComesTwiceChangesNothingAndAnswersTheSame() throws Exception {
    var publish = Caller.publishing(seal(job("once")));
    var first = caller.raw(1, 1, publish);
    var before = everythingStored();

    var second = caller.raw(1, 1, publish);

    assertThat(status(first)).isEqualTo("ok");
    assertThat(status(second)).isEqualTo("again");
    assertThat(second.get(1)).isEqualTo(first.get(1));
    assertThat(everythingStored()).isEqualTo(before);
  }

  @Test
  void aTakingThatComesTwiceBringsTheSameFramesAndOneGrant() throws Exception {
    var spec = reading(BOB, ">");
    var reader = open(spec);
    var _ = caller.run(1, 2, Caller.publishing(seal(job("a")), seal(news("b"))));
    var take = Caller.taking(reader, spec, 10);

    var first = caller.raw(1, 3, take);
    var second = caller.raw(1, 3, take);

    assertThat(first).hasSize(6);
    assertThat(second.get(1)).isEqualTo(first.get(1));
    assertThat(second.get(4)).isEqualTo(first.get(4));
    assertThat(second.get(5)).isEqualTo(first.get(5));
    assertThat(keys().grants()).hasSize(1);
    expectConsistency();
  }

  @Test
  void aNumberThatLeavesAGapIsRefusedAndTellsTheLastOneThatIsKnown() throws Exception {
    var _ = caller.run(1, 1, Caller.publishing(seal(job("a"))));
    var before = everythingStored();

    var answer = caller.run(1, 3, Caller.publishing(seal(job("c"))));

    assertThat(answer.status()).isEqualTo("gap");
    assertThat(answer.lastNumber()).isEqualTo(1);
    assertThat(everythingStored()).isEqualTo(before);
  }

  @Test
  void aSessionThatTheServerDoesNotKnowBeginsWithOne() throws Exception {
    assertThat(caller.run(1, 7, Caller.publishing(seal(job("g")))).status()).isEqualTo("gap");
    assertThat(keys().names()).containsExactly("meta");
  }

  @Test
  void aLateCopyOfACommandOfAnOlderGenerationIsRefused() throws Exception {
    var late = Caller.publishing(seal(job("late")));
    var _ = caller.run(1, 1, Caller.publishing(seal(job("a"))));
    var _ = caller.run(2, 2, late);
    var before = everythingStored();

    assertThat(status(caller.raw(1, 2, late))).as("its next number").isEqualTo("old");
    assertThat(status(caller.raw(1, 1, late))).as("a number that was").isEqualTo("old");

    assertThat(everythingStored()).isEqualTo(before);
  }

  @Test
  void aNewGenerationGoesOnWhereTheOldOneEnded() throws Exception {
    for (int i = 1; i <= 5; i++) {
      var _ = caller.run(1, i, Caller.publishing(seal(job("old"))));
    }

    assertThat(caller.run(2, 7, Caller.publishing(seal(job("x")))).status()).isEqualTo("gap");
    assertThat(caller.run(2, 6, Caller.publishing(seal(job("y")))).status()).isEqualTo("ok");
    assertThat(caller.run(2, 7, Caller.publishing(seal(job("z")))).status()).isEqualTo("ok");
  }

  @Test
  void answersAreKeptForMoreCommandsThanCanBeUnderWay() throws Exception {
    for (int i = 1; i <= 100; i++) {
      var _ = caller.run(1, i, Caller.publishing(seal(job("x"))));
    }

    assertThat(caller.run(1, 95, Caller.publishing(seal(job("x")))).status()).isEqualTo("again");
    assertThat(caller.run(1, 1, Caller.publishing(seal(job("x")))).status()).isEqualTo("forgotten");
    assertThat(queue(BOBS_INBOX).depth()).isEqualTo(100);
  }

  @Test
  void theOperationsOfACommandSeeWhatTheOnesBeforeThemDid() throws Exception {
    var spec = reading(BOB, ">");
    var reader = open(spec);
    var publish = Caller.publishing(seal(job("a")));
    var take = Caller.taking(reader, spec, 10);

    var answer = caller.run(1, 2, publish, take);

    assertThat(publish.read(answer)).containsExactly(false);
    assertThat(take.read(answer).pieces()).hasSize(1);
    expectConsistency();
  }

  @Test
  void whatARepeatedTakingWouldBringIsNotThereWhenSomebodyElseHasHandledIt() throws Exception {
    var spec = reading(BOB, ">");
    var reader = open(spec);
    var _ = caller.run(1, 2, Caller.publishing(seal(job("a"))));
    var take = Caller.taking(reader, spec, 10);
    var _ = caller.run(1, 3, take);
    var other = process();
    pass(LEASE.plus(Duration.ofMillis(1)));
    var rival = openBob(other);
    assertThat(rival.acknowledge(rival.takeOne())).isEqualTo(Settled.NOW);

    var late = caller.run(1, 3, take);

    var taken = take.read(late);
    assertThat(late.status()).isEqualTo("again");
    assertThat(taken.pieces().getFirst().bytes()).isEmpty();
    var stale = caller.run(1, 4, Caller.acknowledging(taken.grant(), 1));
    assertThat(stale.u8()).as("stale").isEqualTo(2);
    expectConsistency();
  }
}

package dev.maos.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.Sources;
import dev.maos.message.Message;
import dev.maos.message.Settled;
import dev.maos.message.StartAt;
import dev.maos.redis.link.RedisLink;
import dev.maos.redis.link.RedisUri;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * Readers come and go, and with their processes; nothing is lost by it, and nobody is forgotten.
 */
class ReadersTest extends LibraryScene {
  private static final Duration GONE = Duration.ofSeconds(61);
  private static final Duration SILENT = Duration.ofSeconds(4);

  @Test
  void theReadersOfAProcessThatIsNotHeardOfForAMinuteLeave() {
    var link = link();
    var dying = process(link);
    Ringing.open(dying, member("dead"));
    var living = open(process(), member("living"));
    die(dying, link);

    pass(GONE);

    assertThat(queue(TEAM).shelves())
        .singleElement()
        .satisfies(shelf -> assertThat(shelf.readers()).hasSize(1));
    assertThat(keys().names()).filteredOn(name -> name.startsWith("readers:")).hasSize(1);
    assertThat(living.take(1)).isEmpty();
    expectConsistency();
  }

  @Test
  void whatAGoneProcessHeldComesBackWhenItsLeaseEnds() {
    var link = link();
    var dying = process(link);
    var dead = Ringing.open(dying, member("dead"));
    send(dying, teamJob("work"));
    var _ = dead.takeOne();
    die(dying, link);
    var living = open(process(), member("living"));

    pass(GONE);

    assertThat(living.takeOne().attempt()).isEqualTo(2);
    expectConsistency();
  }

  @Test
  void whoReadsOnBehalfOfTheDeadFindsWhatTheyAloneWanted() {
    var link = link();
    var dying = process(link);
    Ringing.open(dying, reading(BOB, "jobs"));
    var heir = process();
    send(heir, job("a"));
    die(dying, link);
    send(heir, job("b"));

    assertThat(open(heir, reading(BOB, ">").from(Sources.DIRECT)).drain())
        .containsExactly("a", "b");
    expectConsistency();
  }

  @Test
  void whoReadsOnBehalfOfOneWhoStoodStillFindsItToo() throws Exception {
    var sleeper = process();
    var bob = open(sleeper, reading(BOB, "jobs"));
    bob.comeAwayEmpty();
    var heir = process();
    send(heir, job("a"));
    setClock(time.micros() + SILENT.toNanos() / 1_000);
    heir.lookNow();

    try (var behalf = Ringing.open(heir, reading(BOB, ">").from(Sources.DIRECT))) {
      assertThat(behalf.drain()).containsExactly("a");
    }

    sleeper.lookNow();
    send(heir, job("b"));
    assertThat(bob.rings()).as("it lives after all").isTrue();
    assertThat(bob.drain()).containsExactly("b");
    expectConsistency();
  }

  @Test
  void whoReadsOnBehalfOfTheLivingLeavesThemTheirs() {
    var living = process();
    var bob = open(living, reading(BOB, "jobs"));
    var heir = process();
    send(heir, job("a"));

    assertThat(open(heir, reading(BOB, ">").from(Sources.DIRECT)).drain()).isEmpty();
    assertThat(bob.drain()).containsExactly("a");
    expectConsistency();
  }

  @Test
  void aProcessThatWasTakenForGoneIsHeardAgainWhenItTakes() {
    var sleeper = process();
    var bob = openBob(sleeper);
    var other = process();
    setClock(time.micros() + GONE.toNanos() / 1_000);
    other.lookNow();

    send(other, job("a"));

    assertThat(bob.drain()).containsExactly("a");
    expectConsistency();
  }

  // A machine that slept, or a server whose clock was set forward: nobody takes unless he is rung.
  @Test
  void aProcessThatWasTakenForGoneIsRungAgainAfterItsNextPulse() throws Exception {
    var sleeper = process();
    var bob = openBob(sleeper);
    bob.comeAwayEmpty();
    var other = process();
    setClock(time.micros() + GONE.toNanos() / 1_000);
    other.lookNow();
    sleeper.lookNow();

    send(other, job("a"));

    assertThat(bob.rings()).isTrue();
    assertThat(bob.drain()).containsExactly("a");
  }

  @Test
  void aServerClockSetForwardByThreeHoursDoesNotExpireWhatIsPublishedThen() {
    var process = process();
    var bob = openBob(process);
    setClock(time.micros() + Duration.ofHours(3).toNanos() / 1_000);
    process.lookNow();

    send(process, job("a"));

    assertThat(process.sweep()).isEmpty();
    assertThat(bob.drain()).containsExactly("a");
  }

  @Test
  void aServerClockSetBackByThreeHoursLeavesLeasesAndMessagesAsTheyAre() {
    var process = process();
    var bob = openBob(process);
    send(process, job("a"));
    var claim = bob.takeOne();
    setClock(time.micros() - Duration.ofHours(3).toNanos() / 1_000);
    process.lookNow();

    assertThat(bob.acknowledge(claim)).isEqualTo(Settled.NOW);
    assertThat(process.sweep()).isEmpty();
    expectConsistency();
  }

  @Test
  void whereTheServersClockIsThreeHoursAheadASubscriptionStartsByTheClockOfItsProcess() {
    limits = limits.history(10);
    var process = process();
    var ahead = Duration.ofHours(3).toNanos() / 1_000;
    setClock(time.micros() + ahead);
    process.lookNow();
    send(process, news("old"));
    time.advance(Duration.ofSeconds(10));
    setClock(time.micros() + ahead);
    process.lookNow();
    send(process, news("new"));

    var bob = open(process, since(time.now().minusSeconds(5)));

    assertThat(bob.drain()).containsExactly("new");
  }

  private static InboxSpec since(Instant moment) {
    var any = reading(BOB, ">");
    return new InboxSpec(
        any.agent(),
        any.pattern(),
        any.filter(),
        any.group(),
        new StartAt.Since(moment),
        any.lease(),
        any.lanes(),
        any.whenFull(),
        any.whenBufferFull());
  }

  @Test
  void anAgentMayReadThreeHundredTopics() {
    var process = process();
    var readers = new ArrayList<Ringing>();
    for (int i = 0; i < 300; i++) {
      readers.add(open(process, reading(BOB, "topic" + i)));
    }

    for (int i = 0; i < 300; i += 13) {
      send(process, to(i));
    }

    assertThat(queue(BOBS_INBOX).shelves()).hasSize(300);
    expectConsistency();
    for (int i = 0; i < 300; i += 13) {
      assertThat(readers.get(i).drain()).as("topic %d", i).containsExactly("" + i);
    }
  }

  private static Message to(int topic) {
    return Message.from(ALICE).to(BOB).on("topic" + topic).command(Payload.text("" + topic));
  }

  @Test
  void threeHundredMembersShareAGroup() {
    var process = process();
    var members = new ArrayList<Ringing>();
    for (int i = 0; i < 300; i++) {
      members.add(open(process, member("agent" + i)));
    }
    for (int i = 0; i < 300; i++) {
      send(process, teamJob("x"));
    }

    int taken = members.stream().mapToInt(each -> each.take(1).size()).sum();

    assertThat(taken).isEqualTo(300);
    expectConsistency();
  }

  @Test
  void aSubscriptionThatIsMadeAnewOwesNothingForWhatTheOldOneHeld() {
    var process = process();
    var bob = openBob(process);
    send(process, news("old"));
    var held = bob.takeOne();
    assertThat(process.forget(bob.spec().subscription())).isTrue();
    assertThat(bob.take(1)).as("makes it anew").isEmpty();

    var _ = bob.acknowledge(held);

    assertThat(stats(process, bob.spec().subscription()).depth()).isZero();
    send(process, news("new"));
    assertThat(bob.drain()).containsExactly("new");
    expectConsistency();
  }

  @Test
  void aSubscriptionThatIsForgottenWhenALeaseOfItHasJustEndedLeavesNothingBehind() {
    limits = limits.history(0);
    var process = process();
    var bob = openBob(process);
    send(process, news("held"));
    send(process, news("waits"));
    var _ = bob.takeOne();
    setClock(time.micros() + LEASE.toNanos() / 1_000 + 1);

    assertThat(process.forget(bob.spec().subscription())).isTrue();

    assertThat(keys().names()).filteredOn(name -> name.startsWith("lane:")).isEmpty();
    assertThat(keys().pairs("frames")).isEmpty();
    expectConsistency();
  }

  @Test
  void anOrderingKeyOfAForgottenSubscriptionDoesNotBindTheNewOne() {
    var process = process();
    var bob = openBob(process);
    var inOrder = Message.from(ALICE).toEveryone().on("news").orderedBy("k");
    send(process, inOrder.event(Payload.text("old")));
    var held = bob.takeOne();
    assertThat(process.forget(bob.spec().subscription())).isTrue();
    assertThat(bob.take(1)).isEmpty();
    send(process, inOrder.event(Payload.text("one")));
    send(process, inOrder.event(Payload.text("two")));
    assertThat(texts(bob.take(10))).containsExactly("one");

    var _ = bob.acknowledge(held);

    assertThat(bob.take(10)).as("two waits for one").isEmpty();
    expectConsistency();
  }

  @Test
  void anAgentOfAnotherNamespaceIsAnotherAgent() {
    var here = process();
    var there =
        closing(
            RedisLink.open(
                RedisUri.parse(server.uri() + "?namespace=elsewhere"), TimeSource.system()));
    var elsewhere = closing(RedisTransport.open(there, limits, time));
    var bob = Ringing.open(elsewhere, reading(AgentId.of("bob"), ">"));
    send(here, job("here"));
    send(here, news("here"));

    assertThat(bob.drain()).isEmpty();
    assertThat(elsewhere.queues()).allMatch(stats -> stats.depth() == 0);
    bob.close();
  }
}

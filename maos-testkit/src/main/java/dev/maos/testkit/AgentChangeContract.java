package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.registry.AgentStore.Claim;
import dev.maos.registry.Changes.Continuity;
import dev.maos.registry.Position;
import dev.maos.registry.StoreChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The log: every change in one order that all see, from any position that it remembers. */
abstract class AgentChangeContract extends AgentScene {
  AgentChangeContract(AgentStoreFixture fixture) {
    super(fixture);
  }

  @Test
  void everyChangeIsInTheLogInItsOrder() {
    var start = store.position();
    long first = register(FIRST, ANN).incarnation();
    long written = write(FIRST, ANN, first, busy()).revision();
    var second = register(SECOND, ANN);
    var record = record(ANN).orElseThrow();
    leave(SECOND, ANN, second.incarnation());

    var changes = changes(start);

    assertThat(changes).hasSize(4);
    assertThat(changes).extracting(StoreChange::revision).isSorted().doesNotHaveDuplicates();
    assertThat(changes.get(0).revision()).isEqualTo(first);
    assertThat(changes.get(1)).isEqualTo(new StoreChange.StateWritten(written, ANN, first, busy()));
    assertThat(changes.get(2)).isEqualTo(new StoreChange.Registered(record));
    assertThat(changes.get(3))
        .isInstanceOfSatisfying(
            StoreChange.Departed.class,
            gone -> {
              assertThat(gone.agent()).isEqualTo(ANN);
              assertThat(gone.incarnation()).isEqualTo(second.incarnation());
              assertThat(gone.reason()).isEqualTo("done");
            });
  }

  @Test
  void theEndOfASessionIsADepartureOfEachOfItsAgents() {
    register(FIRST, Claim.TAKE, agent("ann"), agent("bob"));
    register(SECOND, ANN);
    var before = store.position();

    store.end(FIRST, "closed");

    assertThat(changes(before))
        .singleElement()
        .isInstanceOfSatisfying(
            StoreChange.Departed.class,
            gone -> {
              assertThat(gone.agent()).isEqualTo(BOB);
              assertThat(gone.reason()).isEqualTo("closed");
            });
  }

  @Test
  void whatChangesNothingIsNotInTheLog() {
    long incarnation = register(FIRST, ANN).incarnation();
    long revision = write(FIRST, ANN, incarnation, busy()).revision();
    var before = store.position();

    var same = write(FIRST, ANN, incarnation, busy());
    write(SECOND, ANN, incarnation, busy());
    leave(SECOND, ANN, incarnation);
    register(SECOND, Claim.RENEW, agent("ann"));
    store.end(SECOND, "closed");
    store.forget(Duration.ofHours(24));

    assertThat(same.revision()).isEqualTo(revision);
    assertThat(changes(before)).isEmpty();
    assertThat(store.position()).isEqualTo(before);
  }

  @Test
  void aRefusedBatchIsNotInTheLog() {
    register(FIRST, ANN);
    var before = store.position();

    try {
      register(FIRST, Claim.TAKE, agent("bob"), agent("ANN"));
    } catch (RuntimeException refused) {
      assertThat(changes(before)).isEmpty();
      return;
    }
    throw new AssertionError("it was not refused");
  }

  @Test
  void theLogIsReadInPagesWithoutAGap() {
    var start = store.position();
    for (int i = 0; i < 25; i++) {
      register(FIRST, ANN);
    }
    var all = changes(start);
    var paged = new ArrayList<StoreChange>();
    var at = start;
    while (true) {
      var page = store.changes(at, 4);
      if (page.changes().isEmpty()) {
        break;
      }
      assertThat(page.changes()).hasSizeLessThanOrEqualTo(4);
      assertThat(page.continuity()).isEqualTo(Continuity.WHOLE);
      paged.addAll(page.changes());
      at = page.next();
    }

    assertThat(paged).isEqualTo(all);
    assertThat(at).isEqualTo(store.position());
  }

  @Test
  void aPageGoesOnBehindAnyChangeOfThePageBefore() {
    var start = store.position();
    for (int i = 0; i < 5; i++) {
      register(FIRST, ANN);
    }
    var all = changes(start);

    for (int i = 0; i < all.size(); i++) {
      var behind = new Position(start.epoch(), all.get(i).revision());
      assertThat(changes(behind)).isEqualTo(all.subList(i + 1, all.size()));
    }
  }

  @Test
  void aPositionOfAnotherLifeOfTheStoreHasAGap() {
    register(FIRST, ANN);
    var here = store.position();

    assertThat(continuity(new Position(here.epoch() + 1, here.revision())))
        .isEqualTo(Continuity.BROKEN);
    assertThat(continuity(new Position(here.epoch(), here.revision() + 1)))
        .isEqualTo(Continuity.BROKEN);
    assertThat(store.changes(new Position(here.epoch() + 1, 0), PLENTY).next()).isEqualTo(here);
  }

  @Test
  void theBellRingsForEveryKindOfChangeUntilItIsClosed() {
    var rings = new AtomicInteger();
    try (var _ = store.listen(rings::incrementAndGet)) {
      long incarnation = register(FIRST, ANN).incarnation();
      Waiting.until("ring for a registration", () -> rings.getAndSet(0) > 0);
      write(FIRST, ANN, incarnation, busy());
      Waiting.until("ring for a state", () -> rings.getAndSet(0) > 0);
      fixture.pass(Duration.ofMinutes(5));
      store.beat(FIRST, 1);
      Waiting.until("ring for a return", () -> rings.getAndSet(0) > 0);
      leave(FIRST, ANN, incarnation);
      Waiting.until("ring for a departure", () -> rings.getAndSet(0) > 0);
    }
  }

  @Test
  void eachOfTwoBellsRingsAndAClosedOneDoesNot() {
    var one = new AtomicInteger();
    var other = new AtomicInteger();
    var first = store.listen(one::incrementAndGet);
    try (var _ = store.listen(other::incrementAndGet)) {
      register(FIRST, ANN);
      Waiting.until("both bells", () -> one.get() > 0 && other.get() > 0);
      first.close();
      first.close();
      one.set(0);
      other.set(0);

      register(FIRST, BOB);

      Waiting.until("the other bell", () -> other.get() > 0);
      assertThat(one).hasValue(0);
    }
  }
}

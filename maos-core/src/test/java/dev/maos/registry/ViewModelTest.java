package dev.maos.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Seed;
import dev.maos.registry.AgentQuery.Criterion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A view gives those that a look at every single record gives, whatever happened before. */
class ViewModelTest {
  private static final int IDS = 80;

  @Test
  void aViewFindsWhomALookAtEveryRecordFinds() {
    Seed.next().times(40, ViewModelTest::run);
  }

  private static void run(RandomGenerator random) {
    var model = new Model(random);
    for (int i = 0; i < 300; i++) {
      model.step();
      if (i % 10 == 0) {
        model.compare();
      }
    }
  }

  /** The directory, and beside it nothing but maps. */
  private static final class Model {
    private final RandomGenerator random;
    private final RandomAgents agents;
    private final Directory directory = new Directory(new LoadBoard());
    private final Map<AgentId, AgentRecord> records = new HashMap<>();
    private final Map<SessionId, SessionBeat> beats = new HashMap<>();
    private long revision;
    private long now = 1_000_000_000_000L;

    Model(RandomGenerator random) {
      this.random = random;
      this.agents = new RandomAgents(random);
    }

    void step() {
      var id = AgentId.of("a" + random.nextInt(IDS));
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> register(id);
        case 3, 4 -> write(id);
        case 5 -> leave(id);
        case 6 -> beat();
        default -> now += random.nextLong(40_000_000);
      }
    }

    private SessionId session() {
      return SessionId.of("s" + random.nextInt(5));
    }

    private void register(AgentId id) {
      long number = ++revision;
      var record =
          new AgentRecord(
              agents.next(id), session(), number, number, Instant.EPOCH, agents.state());
      records.put(id, record);
      if (random.nextBoolean()) {
        directory.putOwn(record);
      }
      directory.apply(new StoreChange.Registered(record));
      directory.putOwn(record);
    }

    private void write(AgentId id) {
      var record = records.get(id);
      if (record == null) {
        return;
      }
      var state = agents.state();
      long number = ++revision;
      records.put(id, record.with(state, number));
      if (random.nextBoolean()) {
        directory.wrote(new StateChange(id, record.incarnation(), state), number);
      }
      directory.apply(new StoreChange.StateWritten(number, id, record.incarnation(), state));
      // What comes late, or from before, changes nothing.
      directory.wrote(new StateChange(id, record.incarnation(), agents.state()), number - 1);
      directory.wrote(new StateChange(id, record.incarnation() - 1, agents.state()), number + 1);
    }

    private void leave(AgentId id) {
      var record = records.remove(id);
      if (record != null) {
        directory.apply(
            new StoreChange.Departed(++revision, id, record.incarnation() - 1, "an older one"));
        directory.apply(new StoreChange.Departed(++revision, id, record.incarnation(), ""));
        directory.putOwn(record);
      }
    }

    private void beat() {
      var beat = new SessionBeat(session(), Rhythm.standard(), ++revision, now);
      beats.put(beat.session(), beat);
      directory.beat(beat);
      directory.beat(new SessionBeat(beat.session(), Rhythm.standard(), 0, now - 1_000_000_000));
    }

    void compare() {
      var moment = new View.Moment(now, 0);
      var view = directory.view();
      for (int i = 0; i < 20; i++) {
        var query = agents.query();
        var found = new HashSet<AgentId>();
        var slots = view.matching(query, moment);
        for (int slot = slots.next(0); slot >= 0; slot = slots.next(slot + 1)) {
          assertThat(found.add(view.seat(slot).agent())).isTrue();
          var record = view.seat(slot).record();
          assertThat(record).isEqualTo(records.get(record.id()));
        }
        assertThat(found).as("%s", query).isEqualTo(expected(query));
      }
      assertThat(view.everybody().size()).isEqualTo(records.size());
    }

    private Set<AgentId> expected(AgentQuery query) {
      var expected = new HashSet<AgentId>();
      for (var record : records.values()) {
        if (query.criteria().stream().allMatch(criterion -> holds(criterion, record))) {
          expected.add(record.id());
        }
      }
      return expected;
    }

    private boolean holds(Criterion criterion, AgentRecord record) {
      return switch (criterion) {
        case Criterion.InStatus(var statuses) -> statuses.contains(record.status());
        case Criterion.OfLiveness(var wanted) -> wanted.contains(liveness(record));
        case Criterion.Available() ->
            record.state().takesWork() && liveness(record) == Liveness.ALIVE;
        default -> Fit.fits(criterion, record.descriptor());
      };
    }

    private Liveness liveness(AgentRecord record) {
      var beat = beats.get(record.session());
      return beat == null ? Liveness.GONE : Liveness.of(beat, now);
    }
  }

  @Test
  void aViewThatWasTakenDoesNotChange() {
    var directory = new Directory(new LoadBoard());
    var agents = new RandomAgents(new SplittableRandom(1));
    var first = agents.next(AgentId.of("ann"));
    var record = new AgentRecord(first, SessionId.of("s"), 1, 1, Instant.EPOCH, agents.state());
    directory.apply(new StoreChange.Registered(record));
    var before = directory.view();

    directory.apply(new StoreChange.Departed(2, record.id(), 1, ""));

    assertThat(before.everybody().size()).isEqualTo(1);
    assertThat(directory.view().everybody().isEmpty()).isTrue();
    assertThat(directory.view()).isSameAs(directory.view());
  }

  @Test
  void aJudgementHoldsUntilTheNextOneIsDue() {
    var session = SessionId.of("s");
    var beat = new SessionBeat(session, Rhythm.every(Duration.ofSeconds(10)), 1, 0);

    assertThat(Lives.nextChange(beat, 0)).isEqualTo(15_000_000);
    assertThat(Lives.nextChange(beat, 15_000_000)).isEqualTo(30_000_000);
    assertThat(Lives.nextChange(beat, 30_000_000)).isEqualTo(Long.MAX_VALUE);
  }
}

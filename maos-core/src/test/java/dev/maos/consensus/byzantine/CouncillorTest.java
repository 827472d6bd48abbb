package dev.maos.consensus.byzantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Decision;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CouncillorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  @TempDir Path folder;

  private final Town town = new Town(4);
  private final TimeSource time = TimeSource.system();
  private final Instant since = time.now();
  private final Agenda agenda = town.agenda(1, since, 600_000, "a");
  private final LocalCourier courier = new LocalCourier();
  private final List<Councillor> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Councillor::close);
  }

  private Councillor councillor(int number) {
    return councillor(number, new Old());
  }

  private Councillor councillor(int number, Notebook notebook) {
    return councillor(number, notebook, time);
  }

  private Councillor councillor(int number, Notebook notebook, TimeSource clock) {
    return councillor(number, notebook, clock, CouncilNews.none());
  }

  private Councillor councillor(int number, Notebook notebook, TimeSource clock, CouncilNews news) {
    var councillor =
        new Councillor(
            town.charter,
            town.member(town.members.get(number)),
            courier,
            notebook,
            CouncillorOptions.defaults(),
            clock,
            news);
    opened.add(councillor);
    return councillor;
  }

  @Test
  void thoseWhoAreInvitedAgree() throws Exception {
    var all = List.of(councillor(0), councillor(1), councillor(2), councillor(3));
    all.getFirst().open(agenda);

    for (var each : all) {
      each.vote(agenda, Ballot.yes());
    }

    for (var each : all) {
      assertThat(each.await(agenda, PATIENCE).orElseThrow().decisions())
          .containsExactly(new Decision.Passed());
    }
  }

  @Test
  void whoIsNotAdmittedToAnAgendaHasNoSeatInIt() throws Exception {
    var asked = new LinkedBlockingQueue<Agenda>();
    var choosy =
        councillor(
            1,
            new Old(),
            time,
            new CouncilNews() {
              @Override
              public boolean admits(Agenda other) {
                asked.add(other);
                return false;
              }

              @Override
              public void opened(Agenda other) {
                throw new AssertionError("it has a seat");
              }
            });

    councillor(0).open(agenda);

    assertThat(asked.poll(50, TimeUnit.SECONDS)).isEqualTo(agenda);
    assertThatThrownBy(() -> choosy.vote(agenda, Ballot.yes()))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_PROPOSAL));
    choosy.join(agenda);
    assertThat(choosy.vote(agenda, Ballot.yes())).isEqualTo(Receipt.TAKEN);
  }

  // An invitation comes on another thread, and at the same moment as the call.
  @Test
  void whoFindsAnAgendaMayVoteOnItAtOnce() throws Exception {
    var councillor = councillor(0);
    try (var invitations = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        var next = town.agenda(1, since, 600_000, "at once " + i);
        var invited = invitations.submit(() -> councillor.join(next));
        councillor.join(next);

        assertThat(councillor.vote(next, Ballot.yes())).isEqualTo(Receipt.TAKEN);
        invited.get();
      }
    }
  }

  @Test
  void thereAreNoBallotsBeforeAnAgendaOpens() {
    var later = town.agenda(1, time.now().plusSeconds(30), 600_000, "later");
    var councillor = councillor(0);
    councillor.join(later);

    assertThatThrownBy(() -> councillor.vote(later, Ballot.yes()))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VOTE_REJECTED))
        .hasMessageContaining("before");
  }

  @Test
  void whoMissedTheInvitationAsksForIt() throws Exception {
    var all = List.of(councillor(0), councillor(1), councillor(2), councillor(3));
    courier.loses(letter -> new String(letter, StandardCharsets.ISO_8859_1).contains("INVITATION"));
    all.subList(0, 3).forEach(it -> it.open(agenda));
    courier.loses(letter -> false);

    for (var each : all.subList(0, 3)) {
      each.vote(agenda, Ballot.yes());
    }

    assertThat(all.getFirst().await(agenda, PATIENCE)).isPresent();
    // The letters that came before told that there is an agenda, and the invitation followed.
    assertThat(all.getLast().await(agenda, PATIENCE)).isPresent();
  }

  @Test
  void whoForgotKeepsQuietAndLearnsTheEnd() throws Exception {
    var forgetful = councillor(3, new Old(since.plusSeconds(1)));
    var others = List.of(councillor(0), councillor(1), councillor(2));
    others.forEach(it -> it.join(agenda));
    forgetful.join(agenda);

    assertThatThrownBy(() -> forgetful.vote(agenda, Ballot.no()))
        .isInstanceOfSatisfying(
            MaosException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VOTE_REJECTED))
        .hasMessageContaining("before it lost its memory");
    for (var each : others) {
      each.vote(agenda, Ballot.yes());
    }

    assertThat(forgetful.await(agenda, PATIENCE).orElseThrow().omitted())
        .containsExactly(forgetful.self());
  }

  /** A notebook that was begun at this time. */
  private class Old implements Notebook {
    private final Notebook pages = Notebook.inMemory(time);
    private final Instant began;

    Old() {
      this(since);
    }

    Old(Instant began) {
      this.began = began.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Instant since() {
      return began;
    }

    @Override
    public Optional<byte[]> read(String id) {
      return pages.read(id);
    }

    @Override
    public void write(String id, byte[] page) {
      pages.write(id, page);
    }
  }

  @Test
  void aRestartedCouncillorKeepsItsWord() throws Exception {
    Notebook.inFolder(folder, new ManualTime(since.truncatedTo(ChronoUnit.MILLIS)));
    var before = councillor(0, Notebook.inFolder(folder, time));
    before.open(agenda);
    before.vote(agenda, Ballot.yes());
    before.close();

    var after = councillor(0, Notebook.inFolder(folder, time));
    after.join(agenda);

    after.vote(agenda, Ballot.yes());
    assertThatThrownBy(() -> after.vote(agenda, Ballot.no()))
        .hasMessageContaining("said something else before");
  }

  @Test
  void whatCannotBeStoredIsNotSaid() throws Exception {
    var full = new AtomicInteger(1);
    var notebook =
        new Old() {
          @Override
          public void write(String id, byte[] page) {
            if (full.getAndDecrement() > 0) {
              throw MemoryNotebook.full();
            }
            super.write(id, page);
          }
        };
    var others = List.of(councillor(1), councillor(2), councillor(3));
    var clock = new ManualTime(since.plusSeconds(1));
    var councillor = councillor(0, notebook, clock);
    councillor.open(agenda);

    assertThatThrownBy(() -> councillor.vote(agenda, Ballot.yes()))
        .hasMessageContaining("OUTCOME_UNKNOWN");
    assertThat(others.getFirst().whereabouts(agenda).orElseThrow().last())
        .containsEntry(councillor.self(), "silent");

    clock.advance(CouncillorOptions.defaults().longestRound());
    assertThat(councillor.vote(agenda, Ballot.yes())).isEqualTo(Receipt.TAKEN);
    for (var each : others) {
      each.vote(agenda, Ballot.yes());
    }
    assertThat(others.getFirst().await(agenda, PATIENCE)).isPresent();
  }

  @Test
  void aBallotBehindTheEndIsLate() throws Exception {
    var all = List.of(councillor(0), councillor(1), councillor(2), councillor(3));
    all.forEach(it -> it.join(agenda));
    for (var each : all.subList(0, 3)) {
      each.vote(agenda, Ballot.yes());
    }
    assertThat(all.getLast().await(agenda, PATIENCE)).isPresent();

    assertThat(all.getLast().vote(agenda, Ballot.no())).isEqualTo(Receipt.LATE);
  }

  @Test
  void agendasOfStrangersAreRefused() {
    var other = new Town(5).agenda(1, 60_000, "a");
    var councillor = councillor(0);

    assertThatThrownBy(() -> councillor.open(other)).hasMessageContaining("committee");
    assertThatThrownBy(() -> councillor.vote(agenda, Ballot.yes()))
        .hasMessageContaining("UNKNOWN_PROPOSAL");
  }

  @Test
  void lettersThatAreNoneAreCounted() {
    var councillor = councillor(0);

    courier.send(AgentId.of("stranger"), List.of(councillor.self()), new byte[] {1, 2, 3});

    assertThat(councillor.refusedLetters()).isOne();
  }

  @Test
  void nobodyButAMemberInvites() {
    var councillor = councillor(0);
    var stranger = AgentId.of("stranger");
    var invitation = new Invitation(stranger, agenda).write(town.keys.hand(stranger));

    courier.send(stranger, List.of(councillor.self()), invitation);

    assertThat(councillor.refusedLetters()).isOne();
  }

  @Test
  void aClosedCouncillorTakesNoSeat() {
    var councillor = councillor(0);
    councillor.close();
    councillor.close();

    assertThatThrownBy(() -> councillor.open(agenda)).hasMessageContaining("CONSENSUS_CLOSED");
  }

  @Test
  void anAgendaOfTheFutureIsRefused() {
    var tomorrow = town.agenda(1, time.now().plusSeconds(90), 60_000, "b");

    assertThatThrownBy(() -> councillor(0).open(tomorrow)).hasMessageContaining("within a minute");
  }

  @Test
  void waitsHaveBothEnds() {
    var options = CouncillorOptions.defaults();

    assertThat(options.firstRound(Duration.ofMillis(10)).wait(Event.Alarm.ROUND, 0))
        .isEqualTo(Duration.ofMillis(10));
    assertThat(options.wait(Event.Alarm.ROUND, 1)).isEqualTo(Duration.ofMillis(500));
    assertThat(options.wait(Event.Alarm.ROUND, Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(4));
    assertThatThrownBy(() -> options.firstRound(Duration.ofMillis(9)))
        .hasMessageContaining("firstRound");
    assertThatThrownBy(() -> options.longestRound(Duration.ofMillis(249)))
        .hasMessageContaining("longestRound");
    assertThatThrownBy(() -> options.grace(Duration.ZERO)).hasMessageContaining("grace");
    assertThatThrownBy(() -> options.maxAgendas(0)).hasMessageContaining("maxAgendas");
  }
}

package dev.maos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.consensus.CastReceipt.Standing;
import dev.maos.consensus.Decision;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.Surroundings;
import dev.maos.consensus.VoteRejectedException;
import dev.maos.consensus.VoteResult;
import dev.maos.memory.MemoryDecisionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What holds of every vote, whatever is said in it and whatever goes wrong. */
class DecisionPropertiesTest extends ConsensusScene {
  private static final Duration LEASE = Duration.ofSeconds(10);

  private void forEachSeed(int count, BiConsumer<Seed, RandomGenerator> test) {
    Seed.range(1, count)
        .forEach(number -> {
          var seed = new Seed(number);
          try {
            test.accept(seed, seed.random());
          } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(seed.toString(), e);
          }
        });
  }

  private RandomVote vote(Seed seed, RandomGenerator random, String what) {
    return RandomVote.of(random, store.now().plus(OPEN), what + seed.value());
  }

  // D1, D2, D3, D4, D7, D10: three processes, lost answers, repetitions, the dead replaced.
  @Test
  void everyVoteEndsOnceWithWhatItsBallotsSay() {
    forEachSeed(
        300,
        (seed, random) -> {
          var vote = vote(seed, random, "trouble");
          var expected = vote.expected();
          var run = new TroubledVote(random, vote);

          run.voteAll();
          pass(OPEN.plus(SWEEP));

          assertThat(VoteChecks.check(store, vote.proposal())).isEqualTo(expected);
          run.everyReceiptIsInTheLog();
          run.everybodyHeardOnce(expected);
        });
  }

  /** A vote whose voters use processes that lose answers and die. */
  private final class TroubledVote {
    private final RandomGenerator random;
    private final RandomVote vote;
    private final List<Peer> processes = new ArrayList<>();
    private final List<RandomVote.Said> acknowledged = new ArrayList<>();
    private final List<Queue<VoteResult>> heard = new ArrayList<>();

    TroubledVote(RandomGenerator random, RandomVote vote) {
      this.random = random;
      this.vote = vote;
      for (int i = 0; i < 3; i++) {
        processes.add(troubled());
      }
    }

    private Peer troubled() {
      var peer = process();
      peer.line.trouble(new LostAnswers());
      return peer;
    }

    private final class LostAnswers implements TroubledDecisionStore.Trouble {
      @Override
      public void before(String step) {
        lose(step);
      }

      @Override
      public void after(String step) {
        lose(step);
      }

      private void lose(String step) {
        boolean mine = List.of("propose", "cast", "decide", "entries", "read").contains(step);
        if (mine && random.nextInt(8) == 0) {
          throw TroubledDecisionStore.lost();
        }
      }
    }

    void voteAll() {
      insist(peer -> peer.consensus.propose(vote.proposal()));
      for (var peer : processes) {
        var results = new ConcurrentLinkedQueue<VoteResult>();
        heard.add(results);
        insistWith(peer, it -> it.consensus.onResult(vote.proposal().id(), results::add));
      }
      for (var said : vote.said()) {
        for (int times = random.nextInt(1, 4); times > 0; times--) {
          insist(peer -> cast(peer, said));
        }
      }
      processes.forEach(peer -> peer.line.trouble(TroubledDecisionStore.Trouble.NONE));
    }

    private void cast(Peer peer, RandomVote.Said said) {
      var receipt = peer.consensus.cast(vote.proposal().id(), said.voter(), said.ballot());
      if (receipt.standing() != Standing.AFTER_THE_END) {
        acknowledged.add(said);
      }
    }

    private void insist(Consumer<Peer> step) {
      insistWith(processes.get(random.nextInt(processes.size())), step);
    }

    private void insistWith(Peer first, Consumer<Peer> step) {
      var peer = first;
      while (true) {
        try {
          step.accept(peer);
          return;
        } catch (VoteRejectedException e) {
          throw e;
        } catch (MaosException e) {
          assertThat(e.code()).isIn(ErrorCode.OUTCOME_UNKNOWN, ErrorCode.UNKNOWN_PROPOSAL);
        }
      }
    }

    // D4.
    void everyReceiptIsInTheLog() {
      var taken = new ArrayList<RandomVote.Said>();
      for (var entry : log(vote.proposal().id())) {
        if (entry instanceof LogEntry.Taken(var cast)) {
          taken.add(new RandomVote.Said(cast.voter(), cast.ballot()));
        }
      }
      assertThat(taken).containsAll(acknowledged);
    }

    // D11 in small.
    void everybodyHeardOnce(Decision expected) {
      for (var results : heard) {
        Waiting.until("a callback", () -> !results.isEmpty());
        assertThat(results)
            .singleElement()
            .satisfies(result -> assertThat(result.decision()).isEqualTo(expected));
      }
    }
  }

  // D8.
  @Test
  void theOrderOfBallotsDoesNotMatter() {
    forEachSeed(
        300,
        (seed, random) -> {
          var vote = vote(seed, random, "order");
          var expected = vote.expected();
          for (int i = 0; i < 4; i++) {
            var said = new ArrayList<>(vote.said());
            Collections.shuffle(said, Random.from(random));
            var elsewhere = new MemoryDecisionStore(time);
            var peer = new Peer(elsewhere, Surroundings.none());

            peer.consensus.propose(vote.proposal());
            said.forEach(it -> peer.consensus.cast(vote.proposal().id(), it.voter(), it.ballot()));
            var id = vote.proposal().id();
            if (elsewhere.openCount() > 0) {
              assertThat(peer.consensus.status(id).decision()).isEqualTo(new Decision.Undecided());
            } else {
              assertThat(VoteChecks.check(elsewhere, vote.proposal())).isEqualTo(expected);
            }
            peer.consensus.close();
          }
        });
  }

  // D9.
  @Test
  void aProcessThatDiesAtAnyStepChangesNoOutcome() {
    forEachSeed(
        25,
        (seed, random) -> {
          var steps = stepsOf(vote(seed, random, "clean"));
          for (int step = 0; step < steps; step++) {
            for (var when : When.values()) {
              var again = seed.random();
              var vote = vote(seed, again, step + " " + when + " ");
              dieAt(vote, step, when);
            }
          }
        });
  }

  private enum When {
    BEFORE,
    AFTER
  }

  /** Counts steps, and dies at one of them. */
  private static final class DeathAt implements TroubledDecisionStore.Trouble {
    private final Runnable death;
    private final int step;
    private final When when;
    private int taken;

    DeathAt(int step, When when, Runnable death) {
      this.step = step;
      this.when = when;
      this.death = death;
    }

    // Striking off happens on another thread, at no particular moment.
    @Override
    public synchronized void before(String name) {
      if (!name.equals("done") && taken++ == step && when == When.BEFORE) {
        death.run();
      }
    }

    @Override
    public synchronized void after(String name) {
      if (!name.equals("done") && taken - 1 == step && when == When.AFTER) {
        death.run();
      }
    }
  }

  private int stepsOf(RandomVote vote) {
    var peer = process();
    var counting = new DeathAt(Integer.MAX_VALUE, When.AFTER, () -> {});
    peer.line.trouble(counting);
    peer.consensus.propose(vote.proposal());
    vote.said().forEach(it -> peer.consensus.cast(vote.proposal().id(), it.voter(), it.ballot()));
    peer.consensus.close();
    return counting.taken;
  }

  private void dieAt(RandomVote vote, int step, When when) {
    var expected = vote.expected();
    var mortal = process();
    var survivor = process();
    mortal.line.trouble(new DeathAt(step, when, mortal.line::die));
    var left = new ArrayList<Runnable>();
    left.add(() -> propose(mortal, survivor, vote));
    vote.said().forEach(it -> left.add(() -> cast(mortal, survivor, vote, it)));

    left.forEach(Runnable::run);
    // It may have died with the chore in its hands.
    pass(OPEN.plus(LEASE).plus(SWEEP));

    assertThat(VoteChecks.check(store, vote.proposal()))
        .as("died " + when + " step " + step)
        .isEqualTo(expected);
    mortal.consensus.close();
    survivor.consensus.close();
  }

  private static void propose(Peer mortal, Peer survivor, RandomVote vote) {
    try {
      mortal.consensus.propose(vote.proposal());
    } catch (MaosException dead) {
      survivor.consensus.propose(vote.proposal());
    }
  }

  private static void cast(Peer mortal, Peer survivor, RandomVote vote, RandomVote.Said said) {
    var id = vote.proposal().id();
    try {
      mortal.consensus.cast(id, said.voter(), said.ballot());
    } catch (VoteRejectedException e) {
      throw e;
    } catch (MaosException dead) {
      survivor.consensus.cast(id, said.voter(), said.ballot());
    }
  }
}

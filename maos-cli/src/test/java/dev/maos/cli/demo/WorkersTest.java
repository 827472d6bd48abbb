package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.cli.demo.DemoEvent.CameBack;
import dev.maos.cli.demo.DemoEvent.Ended;
import dev.maos.cli.demo.DemoEvent.Killed;
import dev.maos.cli.demo.DemoEvent.Ready;
import dev.maos.cli.demo.DemoEvent.Repeated;
import dev.maos.cli.demo.DemoEvent.TakenOver;
import dev.maos.cli.demo.DemoOptions.Crashes;
import dev.maos.cli.demo.Fate.Moment;
import dev.maos.message.Guarantee;
import dev.maos.message.Message;
import dev.maos.testkit.Fault;
import dev.maos.testkit.FaultPlan;
import dev.maos.testkit.FaultyTransport;
import dev.maos.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The foreman and the workers, each with a bus of its own over one shared backend. */
class WorkersTest {
  private static final TimeSource TIME = TimeSource.system();
  private static final Duration LEASE = Duration.ofMillis(300);
  private static final int FILES = 6;
  private static final int MESSAGES = FILES * 4 * 2;

  @TempDir private Path sources;

  private final List<DemoEvent> seen = new CopyOnWriteArrayList<>();

  @BeforeEach
  void writeSources() throws IOException {
    for (int i = 0; i < FILES; i++) {
      Files.writeString(sources.resolve("Type" + i + ".java"), "class Type" + i + " {}\n");
    }
  }

  @Test
  void allWorkersAreReadyBeforeTheWorkBegins() throws Exception {
    var report = run(options());

    assertThat(report.processes()).isEqualTo(3);
    assertThat(report.kills()).isZero();
    assertThat(report.messages()).isEqualTo(MESSAGES);
    assertThat(report.delivered()).isEqualTo(MESSAGES);
    assertThat(report.duplicated()).isZero();
    assertThat(report.handled()).hasSize(3 * 4).containsKeys("size-1", "nesting-2", "comments-3");
    assertThat(seen.subList(1, 4)).hasOnlyElementsOfType(Ready.class);
  }

  @Test
  void aKillLosesNothingAndCountsNothingTwiceAtWhateverMoment() throws Exception {
    var moments = EnumSet.noneOf(Moment.class);
    for (long seed : Seed.range(1, 5).toArray()) {
      seen.clear();

      var report = run(options().crashes(Crashes.ONE).seed(seed));

      assertThat(report.kills()).as("%s", new Seed(seed)).isEqualTo(1);
      assertThat(report.redelivered()).as("%s", new Seed(seed)).isPositive();
      assertThat(report.reselected()).as("%s", new Seed(seed)).isPositive();
      assertThat(report.lost()).as("%s", new Seed(seed)).isZero();
      assertThat(report.duplicated()).as("%s", new Seed(seed)).isZero();
      assertThat(report.handled().values().stream().mapToInt(Integer::intValue).sum())
          .as("%s", new Seed(seed))
          .isEqualTo(FILES * 4);
      moments.add(moment());
    }
    assertThat(moments).hasSizeGreaterThan(1);
  }

  private Moment moment() {
    var killed = seen.stream().filter(Killed.class::isInstance).findFirst().orElseThrow();
    var words = ((Killed) killed).moment();
    return Arrays.stream(Moment.values())
        .filter(moment -> moment.words().equals(words))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatAKilledWorkerHadGoesToOthersWhoAreAble() throws Exception {
    run(options().crashes(Crashes.ONE));

    var killed = (Killed) seen.stream().filter(Killed.class::isInstance).findFirst().orElseThrow();
    assertThat(seen)
        .filteredOn(CameBack.class::isInstance)
        .map(CameBack.class::cast)
        .filteredOn(back -> back.file().equals(killed.file()))
        // It may have had the file for several disciplines.
        .isNotEmpty()
        .allSatisfy(back -> {
          assertThat(back.reviewer()).doesNotEndWith("-" + killed.process());
          assertThat(back.predecessor()).endsWith("-" + killed.process());
          assertThat(back.later()).isPositive();
        });
  }

  @Test
  void aWorkerThatEndsBeforeItIsReadyEndsTheRunWithItsLastWords() {
    var workshop =
        new Workshop() {
          @Override
          public void start(int worker, Consumer<String> onEnd) {
            onEnd.accept("REDIS_AUTH: no");
          }

          @Override
          public void kill(int worker) {}

          @Override
          public void close() {}
        };

    assertThatThrownBy(
            () -> {
              try (var shared = shared();
                  var maos = shared.open()) {
                Demo.run(maos, options(), TIME, workshop, seen::add);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has ended: REDIS_AUTH: no");
    assertThat(seen).hasAtLeastOneElementOfType(Ended.class);
  }

  @Test
  void aWorkerThatEndsByItselfIsSeenAndItsWorkIsDoneByOthers() throws Exception {
    try (var shared = shared();
        var maos = shared.open()) {
      Consumer<DemoEvent> watcher =
          event -> {
            seen.add(event);
            if (event instanceof DemoEvent.Answered(var done, _) && done == 3) {
              shared.end(1, "out of memory");
            }
          };

      var report = Demo.run(maos, options(), TIME, shared, watcher);

      assertThat(seen).contains(new Ended(1, "out of memory"));
      assertThat(seen).doesNotHaveAnyElementsOfTypes(CameBack.class);
      assertThat(report.kills()).isZero();
      assertThat(report.lost()).isZero();
      assertThat(report.duplicated()).isZero();
    }
  }

  @Test
  void whatIsLostOnItsWayToThePlannerOrTheForemanComesBackInTime() throws Exception {
    try (var shared = shared()) {
      var line = new FaultyTransport(shared.messages(), FaultPlan.none(), TIME, new Seed(1));
      Consumer<DemoEvent> watcher =
          event -> {
            if (event instanceof DemoEvent.Answered(var done, _) && done % 5 == 1) {
              line.next(Fault.LOSE_CLAIMS);
            }
          };
      try (var maos = new Stage(line, shared.agents(), shared.decisions()).open(2)) {

        var report =
            Demo.run(maos, options().patience(Duration.ofSeconds(6)), TIME, shared, watcher);

        assertThat(line.faults()).containsKey(Fault.LOSE_CLAIMS);
        assertThat(report.lost()).isZero();
        assertThat(report.duplicated()).isZero();
      }
    }
  }

  // The worker that had the first one got no further than taking it.
  @Test
  void aLostLeaseIsNoRescue() throws Exception {
    try (var shared = shared();
        var maos = shared.open()) {
      shared.fails(Fault.LOSE_CLAIMS);

      var report = Demo.run(maos, options(), TIME, shared, seen::add);

      assertThat(seen).hasAtLeastOneElementOfType(Repeated.class);
      assertThat(seen).doesNotHaveAnyElementsOfTypes(CameBack.class, TakenOver.class);
      assertThat(report.redelivered()).isZero();
      assertThat(report.lost()).isZero();
    }
  }

  @Test
  void aSecondAnswerInAnotherMessageIsCountedAsADuplicate() throws Exception {
    try (var shared = shared();
        var maos = shared.open()) {
      Consumer<DemoEvent> watcher =
          event -> {
            if (event instanceof DemoEvent.Answered(var done, var review) && done == 1) {
              maos.bus().publish(again(review));
            }
          };

      var report = Demo.run(maos, options(), TIME, shared, watcher);

      assertThat(report.duplicated()).isEqualTo(1);
    }
  }

  private static Message again(Review review) {
    return Message.from(AgentId.of(review.reviewer()))
        .to(Planner.ID)
        .on(review.discipline().topic())
        .guarantee(Guarantee.EXACTLY_ONCE)
        .response(Payload.of(review));
  }

  @Test
  void withoutFilesNobodyIsStarted(@TempDir Path empty) throws Exception {
    try (var shared = new SharedMemory(empty, LEASE);
        var maos = shared.open()) {
      var options = DemoOptions.of(empty).processes(3);

      var report = Demo.run(maos, options, TIME, shared, seen::add);

      assertThat(report.files()).isZero();
      assertThat(seen).isEmpty();
    }
  }

  private DemoReport run(DemoOptions options) throws Exception {
    try (var shared = shared();
        var maos = shared.open()) {
      return Demo.run(maos, options, TIME, shared, seen::add);
    }
  }

  private SharedMemory shared() {
    return new SharedMemory(sources, LEASE);
  }

  private DemoOptions options() {
    return DemoOptions.of(sources).processes(3).crashes(Crashes.NONE).lease(LEASE);
  }
}

package dev.maos.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.TimeSource;
import dev.maos.cli.demo.DemoEvent.Answered;
import dev.maos.cli.demo.DemoEvent.Crashed;
import dev.maos.cli.demo.DemoEvent.Joined;
import dev.maos.cli.demo.DemoEvent.TakenOver;
import dev.maos.cli.demo.DemoOptions.Crashes;
import dev.maos.cli.demo.DemoReport.FileScore;
import dev.maos.cli.demo.DemoReport.FileVote;
import dev.maos.memory.MemoryTransport;
import dev.maos.message.Envelope;
import dev.maos.message.MessageTransport;
import dev.maos.message.MessageType;
import dev.maos.message.QueueLimits;
import dev.maos.testkit.Fault;
import dev.maos.testkit.FaultPlan;
import dev.maos.testkit.FaultyTransport;
import dev.maos.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs of the crew over a handful of files. */
class DemoTest {
  private static final TimeSource TIME = TimeSource.system();
  private static final int FILES = 6;
  private static final int MESSAGES = FILES * 4 * 2;

  @TempDir private Path sources;

  private final List<DemoEvent> seen = new CopyOnWriteArrayList<>();

  @BeforeEach
  void writeSources() throws IOException {
    for (int i = 0; i < FILES; i++) {
      Files.writeString(sources.resolve("Type" + i + ".java"), type(i));
    }
  }

  @Test
  void aCrashLosesNothing() throws Exception {
    var report = run(options(), storage());

    assertThat(report.files()).isEqualTo(FILES);
    assertThat(report.messages()).isEqualTo(MESSAGES);
    assertThat(report.delivered()).isEqualTo(MESSAGES);
    assertThat(report.lost()).isZero();
    assertThat(report.duplicated()).isZero();
    assertThat(report.crashes()).isEqualTo(1);
    assertThat(report.redelivered()).isEqualTo(1);
    assertThat(report.reselected()).isPositive();
  }

  @Test
  void whatTheDeadHadGoesToAnotherWhoIsAbleAndIsCounted() throws Exception {
    var report = run(options(), storage());

    var crash = (Crashed) seen.stream().filter(Crashed.class::isInstance).findFirst().orElseThrow();
    assertThat(seen)
        .filteredOn(TakenOver.class::isInstance)
        .map(TakenOver.class::cast)
        .hasSize(report.reselected())
        .allSatisfy(taken -> {
          assertThat(taken.predecessor()).isEqualTo(crash.reviewer());
          assertThat(discipline(taken.reviewer())).isEqualTo(discipline(crash.reviewer()));
          assertThat(taken.reviewer()).isNotEqualTo(crash.reviewer());
        })
        .extracting(TakenOver::file)
        .contains(crash.file());
  }

  private static String discipline(String reviewer) {
    return reviewer.replaceAll("-\\d+$", "");
  }

  @Test
  void aCrashCanBeWatched() throws Exception {
    run(options(), storage());

    assertThat(seen).hasAtLeastOneElementOfType(TakenOver.class);
    assertThat(seen).filteredOn(Crashed.class::isInstance).hasSize(1);
    assertThat(seen).filteredOn(Answered.class::isInstance).hasSize(FILES * 4);
    assertThat(seen).doesNotHaveAnyElementsOfTypes(Joined.class);
  }

  @Test
  void theReviewersVoteOnTheWorstFilesAndTheRecordsCanBeCountedAgain() throws Exception {
    var wide = "x".repeat(300);
    Files.writeString(sources.resolve("Wide.java"), "class Wide {} // " + wide + "\n");

    var report = run(options().crashes(Crashes.NONE), storage());

    assertThat(report.votes()).isNotEmpty();
    assertThat(report.votes())
        .extracting(FileVote::file)
        .isEqualTo(
            report.worstFiles().stream()
                .map(FileScore::file)
                .limit(report.votes().size())
                .toList());
    assertThat(report.votes())
        .allSatisfy(vote -> {
          assertThat(vote.outcome()).isIn("PASSED", "REJECTED");
          assertThat(vote.voters()).isEqualTo(Crew.SIZE);
          assertThat(vote.problems()).isEmpty();
        });
  }

  @Test
  void nobodyNeedsToCrash() throws Exception {
    var report = run(options().crashes(Crashes.NONE), storage());

    assertThat(report.crashes()).isZero();
    assertThat(report.lost()).isZero();
    assertThat(report.reselected()).isZero();
    assertThat(seen).doesNotHaveAnyElementsOfTypes(Crashed.class);
  }

  @Test
  void chaosLosesNothingWhateverTheMoments() throws Exception {
    for (long seed : Seed.range(1, 3).toArray()) {
      seen.clear();

      var report = run(options().crashes(Crashes.SEVERAL).seed(seed), storage());

      assertThat(report.crashes()).as("%s", new Seed(seed)).isEqualTo(2);
      assertThat(report.redelivered()).as("%s", new Seed(seed)).isEqualTo(2);
      assertThat(report.reselected()).as("%s", new Seed(seed)).isGreaterThanOrEqualTo(2);
      assertThat(report.lost()).as("%s", new Seed(seed)).isZero();
      assertThat(report.duplicated()).as("%s", new Seed(seed)).isZero();
      assertThat(seen).filteredOn(Joined.class::isInstance).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE", "SEVERAL"})
  void oneSeedCrashesOverTheSameReviewsInEveryRun(Crashes crashes) throws Exception {
    for (long seed : Seed.range(1, 3).toArray()) {
      var options = options().crashes(crashes).seed(seed).lease(Duration.ofMillis(250));
      var first = crashes(options);
      var second = crashes(options);

      assertThat(first).as("%s", new Seed(seed)).isNotEmpty().isEqualTo(second);
    }
  }

  // Discipline, file and moment: which of the partners it hits is not the seed's to decide.
  private Set<String> crashes(DemoOptions options) throws Exception {
    seen.clear();
    run(options, storage());
    return seen.stream()
        .filter(Crashed.class::isInstance)
        .map(Crashed.class::cast)
        .map(crash -> discipline(crash.reviewer()) + " " + crash.file() + " " + crash.moment())
        .collect(Collectors.toSet());
  }

  @Test
  void aCommandThatTheStorageDropsIsLost() throws Exception {
    var storage = faulty(FaultPlan.none());
    storage.dropAccepted(envelope -> asksFor(envelope, "Type3.java", Discipline.SIZE));

    var report = run(options().patience(Duration.ofSeconds(2)), storage);

    assertThat(report.lost()).isEqualTo(1);
    assertThat(report.delivered()).isEqualTo(report.messages() - 1);
    assertThat(report.duplicated()).isZero();
  }

  @Test
  void anAnswerThatTheStorageDropsIsLost() throws Exception {
    var storage = faulty(FaultPlan.none());
    storage.dropAccepted(envelope -> answers(envelope, "Type3.java", Discipline.NESTING));

    var report = run(options().patience(Duration.ofSeconds(2)), storage);

    assertThat(report.messages()).isEqualTo(MESSAGES);
    assertThat(report.lost()).isEqualTo(1);
  }

  @Test
  void aStorageThatDropsEverythingEndsTheRun() throws Exception {
    var storage = faulty(FaultPlan.none());
    storage.dropAccepted(envelope -> true);

    var report = run(options().patience(Duration.ofMillis(200)), storage);

    assertThat(report.lost()).isPositive().isEqualTo(report.messages());
    assertThat(report.crashes()).isZero();
  }

  @Test
  void aBadLineLosesNothing() throws Exception {
    var plan = FaultPlan.none().with(Fault.LOSE_REPLY, 0.05).with(Fault.LOSE_REQUEST, 0.05);
    var storage = faulty(plan);

    var report = run(options(), storage);

    assertThat(report.lost()).as("%s", storage).isZero();
    assertThat(report.duplicated()).as("%s", storage).isZero();
  }

  @Test
  void anEmptyDirectoryHasNothingToReview(@TempDir Path empty) throws Exception {
    var report = run(DemoOptions.of(empty).crashes(Crashes.SEVERAL), storage());

    assertThat(seen).isEmpty();
    assertThat(report.files()).isZero();
    assertThat(report.messages()).isZero();
    assertThat(report.lost()).isZero();
    assertThat(report.crashes()).isZero();
  }

  @Test
  void theReviewersFindWhatIsThere() throws Exception {
    Files.writeString(
        sources.resolve("Long.java"), "class Long {\n" + "int a;\n".repeat(700) + "}");
    Files.writeString(sources.resolve("Copy.java"), type(0));

    var report = run(options(), storage());

    assertThat(report.disciplines()).containsOnlyKeys("comments", "duplication", "nesting", "size");
    assertThat(report.disciplines().get("size")).isEqualTo(1);
    assertThat(report.disciplines().get("duplication")).isPositive();
    assertThat(report.findings().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(report.disciplines().values().stream().mapToInt(Integer::intValue).sum());
    assertThat(report.worstFiles()).extracting(score -> score.file()).contains("Long.java");
    assertThat(report.worstFiles()).hasSizeLessThanOrEqualTo(5);
  }

  private DemoOptions options() {
    return DemoOptions.of(sources);
  }

  private DemoReport run(DemoOptions options, MessageTransport storage) throws Exception {
    try (var maos = Stage.of(storage).open(1)) {
      return Demo.run(maos, options, TIME, seen::add);
    }
  }

  private static MemoryTransport storage() {
    return new MemoryTransport(QueueLimits.defaults(), TIME);
  }

  private static FaultyTransport faulty(FaultPlan plan) {
    return new FaultyTransport(storage(), plan, TIME, new Seed(5));
  }

  private static boolean asksFor(Envelope envelope, String file, Discipline discipline) {
    var message = envelope.message();
    return message.type() == MessageType.COMMAND
        && message.topic().equals(discipline.topic())
        && message.payload().as(ReviewTask.class).file().equals(file);
  }

  private static boolean answers(Envelope envelope, String file, Discipline discipline) {
    var message = envelope.message();
    return message.type() == MessageType.RESPONSE
        && message.topic().equals(discipline.topic())
        && message.payload().as(Review.class).file().equals(file);
  }

  private static String type(int number) {
    var body = new StringBuilder("class Type" + number + " {\n");
    for (int i = 0; i < 8; i++) {
      body.append("  private final int fieldOfType%d_%d = %d;\n".formatted(number, i, i));
    }
    return body.append("}\n").toString();
  }
}

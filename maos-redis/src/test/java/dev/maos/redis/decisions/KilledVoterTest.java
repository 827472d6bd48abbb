package dev.maos.redis.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Cast;
import dev.maos.consensus.Consensus;
import dev.maos.consensus.ConsensusOptions;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Count;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.LogEntry;
import dev.maos.consensus.Proposal;
import dev.maos.consensus.Subject;
import dev.maos.consensus.Surroundings;
import dev.maos.consensus.Terms;
import dev.maos.consensus.VoteForm;
import dev.maos.consensus.VotingRule;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * D9 with real processes: one is killed before and after each call of the server, and another finds
 * what it left. The outcome is the one that the ballots have, whatever the step.
 */
@Timeout(600)
class KilledVoterTest {
  private static final AgentId PAT = AgentId.of("pat");
  private static final List<AgentId> VOTERS =
      List.of(AgentId.of("ann"), AgentId.of("bob"), AgentId.of("cyd"));
  private static final Duration OPEN = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final VoteSite site = new VoteSite();

  /** A question, and what its voters say to it. */
  private record Story(String outcome, Contest contest, List<Ballot> ballots) {}

  private static final List<Story> STORIES =
      List.of(
          new Story(
              "PASSED",
              Contest.yesOrNo(VotingRule.simpleMajority()),
              List.of(Ballot.yes(), Ballot.yes())),
          new Story(
              "WINNER",
              Contest.between(List.of("A", "B", "C"), VotingRule.rankedChoice()),
              List.of(Ballot.ranking("B", "A"), Ballot.ranking("B", "C"))),
          new Story(
              "NO_QUORUM",
              Contest.yesOrNo(VotingRule.simpleMajority()),
              List.of(Ballot.abstain())));

  @AfterEach
  void leave() {
    site.close();
  }

  private static List<String> placesOf(Story story) {
    var places = new ArrayList<String>();
    places.add("before propose 1");
    places.add("after propose 1");
    for (int i = 1; i <= story.ballots().size(); i++) {
      places.add("before cast " + i);
      places.add("after cast " + i);
    }
    if (!story.outcome().equals("NO_QUORUM")) {
      places.add("before decide 1");
      places.add("after decide 1");
    }
    return places;
  }

  @Test
  void aProcessThatIsKilledAtAnyStepChangesNoOutcome() throws Exception {
    site.stopClock();
    var table =
        new StringBuilder("killed at            expected    found       ends  finished by\n");
    for (var story : STORIES) {
      for (var place : placesOf(story)) {
        table.append(kill(story, place));
      }
    }
    System.out.println(table);
  }

  private String kill(Story story, String place) throws Exception {
    var proposal = proposal(story, place);
    killAt(proposal, story, place);
    var known = site.store().read(proposal.id());
    boolean endedBefore = site.store().openCount() == 0 && known.isPresent();

    try (var survivor = survivor()) {
      // Whoever got no receipt tries again elsewhere; who got one goes home.
      survivor.propose(proposal);
      if (!place.contains("decide")) {
        retry(survivor, proposal, story);
      }
      return row(story, place, proposal, endedBefore ? "itself" : finish(survivor, proposal));
    }
  }

  private static void retry(Consensus survivor, Proposal proposal, Story story) {
    for (int i = 0; i < story.ballots().size(); i++) {
      survivor.cast(proposal.id(), VOTERS.get(i), story.ballots().get(i));
    }
  }

  private String finish(Consensus survivor, Proposal proposal) throws InterruptedException {
    if (survivor.await(proposal.id(), Duration.ZERO).isPresent()) {
      return "the next one to look";
    }
    site.pass(OPEN);
    assertThat(survivor.await(proposal.id(), PATIENCE)).isPresent();
    return "a sweep";
  }

  private String row(Story story, String place, Proposal proposal, String how) {
    var log = site.store().entries(proposal.id(), LogEntry.FIRST).entries();
    var ends = log.stream().filter(LogEntry.Ended.class::isInstance).toList();
    assertThat(ends).as(place).containsExactly(log.getLast());
    var end = (LogEntry.Ended) log.getLast();
    assertThat(end.verdict().decision().name()).as(place).isEqualTo(story.outcome());
    assertThat(recounted(proposal, log, end)).as(place).isEqualTo(end.verdict().decision());
    return "%-20s %-11s %-11s %-5d %s%n"
        .formatted(place, story.outcome(), end.verdict().decision().name(), ends.size(), how);
  }

  private static Decision recounted(Proposal proposal, List<LogEntry> log, LogEntry.Ended end) {
    var counted = new ArrayList<Cast>();
    for (var entry : log) {
      if (entry instanceof LogEntry.Taken(var cast)
          && cast.sequence() <= end.verdict().covers().sequence()) {
        counted.add(cast);
      }
    }
    return Count.of(proposal, counted, end.at()).decision();
  }

  private Proposal proposal(Story story, String place) {
    return Proposal.of(
        Subject.of(PAT, "A question", ""),
        story.contest(),
        Electorate.of(VOTERS),
        Terms.until(site.store().now().plus(OPEN)),
        story.outcome() + " " + place);
  }

  private Consensus survivor() {
    return new Consensus(
        site::store,
        ConsensusOptions.defaults().sweepInterval(Duration.ofMillis(50)),
        Surroundings.none(),
        TimeSource.system(),
        new SplittableRandom(2));
  }

  private void killAt(Proposal proposal, Story story, String place) throws Exception {
    var command = new ArrayList<>(jvm());
    command.addAll(List.of(site.uri(), place, text(proposal.canonical())));
    for (int i = 0; i < story.ballots().size(); i++) {
      command.add(VOTERS.get(i).value());
      command.add(text(VoteForm.write(story.ballots().get(i))));
    }
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = process.inputReader()) {
      // A logger may speak in between.
      assertThat(out.lines().anyMatch("there"::equals)).as("it comes to " + place).isTrue();
    } finally {
      // SIGKILL.
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static List<String> jvm() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx128m",
        "--enable-native-access=ALL-UNNAMED",
        "-Dslf4j.internal.verbosity=ERROR",
        "-cp",
        String.join(File.pathSeparator, classPath()),
        VoterMain.class.getName());
  }

  /** What this JVM has, whether it runs as modules or not. */
  private static Set<String> classPath() {
    var path = new LinkedHashSet<String>();
    for (var property : List.of("java.class.path", "jdk.module.path")) {
      path.addAll(List.of(System.getProperty(property, "").split(File.pathSeparator, -1)));
    }
    path.add(
        Path.of(KilledVoterTest.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString());
    path.remove("");
    return path;
  }
}

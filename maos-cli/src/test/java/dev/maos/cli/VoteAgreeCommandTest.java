package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members of a committee that agree by commands, each with a keystore and a notebook of its own.
 */
@Timeout(120)
class VoteAgreeCommandTest {
  private static final List<String> NAMES = List.of("ann", "bob", "cyd", "dan");
  private static final String QUESTION = "Deploy it?";

  @AutoClose private final RedisServer redis = RedisServer.start();
  @TempDir private Path folder;
  private Path board;

  /** A command that runs, and what it has printed so far. */
  private record Running(TestTerminal terminal, FutureTask<Integer> code) {
    int end() throws Exception {
      return code.get(60, TimeUnit.SECONDS);
    }

    void awaitWords(String words) {
      var clock = TimeSource.system();
      long end = clock.nanos() + TimeUnit.SECONDS.toNanos(60);
      while (!terminal.err().contains(words) && !code.isDone()) {
        assertThat(clock.nanos()).as(terminal.err()).isLessThan(end);
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(terminal.err()).contains(words);
    }
  }

  @BeforeEach
  void makeKeys() throws IOException {
    board = Files.createDirectory(folder.resolve("board"));
    for (var name : NAMES) {
      assertThat(terminal(name).run("keys", "generate", name)).isZero();
      var export = terminal(name);
      assertThat(export.run("keys", "export", name)).isZero();
      Files.writeString(board.resolve(name + ".pem"), export.out());
    }
  }

  private TestTerminal terminal(String name) {
    return TestTerminal.plain(
        Map.of(
            "MAOS_URL", redis.uri(),
            "MAOS_KEYSTORE", folder.resolve(name + ".keys").toString(),
            "MAOS_KEYSTORE_PASSWORD", "correct horse of " + name));
  }

  private String[] words(String name, String... more) {
    var words = new ArrayList<>(List.of("vote", "agree", "--committee", board.toString()));
    words.addAll(List.of("--as", name, "--notebook", folder.resolve(name + ".notes").toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Running start(String name, String... more) {
    var terminal = terminal(name);
    var code = new FutureTask<>(() -> terminal.run(words(name, more)));
    Thread.ofVirtual().start(code);
    return new Running(terminal, code);
  }

  private Running waiting(String name, String... more) {
    var running = start(name, more);
    running.awaitWords("committee ");
    return running;
  }

  private TestTerminal run(String name, int code, String... more) {
    var terminal = terminal(name);
    assertThat(terminal.run(words(name, more))).as(terminal.err()).isEqualTo(code);
    return terminal;
  }

  @Test
  void threeOfFourAgreeAndLeaveACertificateThatAStrangerVerifies() throws Exception {
    var file = folder.resolve("deploy.certificate");
    var ann = waiting("ann", QUESTION, "yes");
    var bob = waiting("bob", "--json", QUESTION, "yes");

    // dan is not there.
    var cyd = run("cyd", 0, "--open", "1m", "--certificate", file.toString(), QUESTION, "yes");

    assertThat(ann.end()).isZero();
    assertThat(bob.end()).isZero();
    assertThat(cyd.out()).contains("4, of whom 1 may lie", "verified: passed");
    assertThat(cyd.out()).contains("SIMPLE_MAJORITY: 3 of 4 voted", "ann         1  YES");
    var json = Payload.json(bob.terminal().out()).as(Map.class);
    assertThat(json.get("good")).isEqualTo(true);
    assertThat(bob.terminal().out()).contains("\"tally\":{\"YES\":3,\"NO\":0,");
    var committee = String.valueOf(json.get("committee"));
    var stranger = TestTerminal.plain(Map.of());
    assertThat(stranger.run("vote", "verify", file.toString(), "--committee", committee)).isZero();
    assertThat(stranger.out()).contains("verified: passed");
  }

  @Test
  void whatIsAgreedButNotPassedEndsWithOne() throws Exception {
    var ann = waiting("ann", QUESTION, "no");
    var bob = waiting("bob", QUESTION, "no");

    var cyd = run("cyd", ExitCode.FAILURE, "--open", "1m", QUESTION, "no");

    assertThat(cyd.out()).contains("verified: rejected");
    assertThat(ann.end()).isEqualTo(ExitCode.FAILURE);
    assertThat(bob.end()).isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void nobodyVotesOnAQuestionOfOtherTerms() throws Exception {
    var strict = waiting("dan", "--rule", "UNANIMOUS", "--timeout", "20s", QUESTION, "yes");
    var ann = waiting("ann", QUESTION, "yes");
    var bob = waiting("bob", QUESTION, "yes");

    run("cyd", 0, "--open", "1m", QUESTION, "yes");

    strict.awaitWords("passed over, as its rule, options or voters are others");
    assertThat(ann.end()).isZero();
    assertThat(bob.end()).isZero();
    assertThat(strict.end()).isEqualTo(ExitCode.FAILURE);
    assertThat(strict.terminal().err()).contains("nobody has asked in time");
  }

  @Test
  void whoForgotWhatItSaidKeepsQuietAndLearnsTheEnd() throws Exception {
    var ann = waiting("ann", QUESTION, "yes");
    var bob = waiting("bob", QUESTION, "yes");
    var cyd = start("cyd", "--open", "1m", QUESTION, "yes");
    cyd.awaitWords("asked, until");

    var dan = start("dan", QUESTION, "no");

    dan.awaitWords("the notebook was begun after that, so dan keeps quiet in it");
    assertThat(dan.end()).isZero();
    for (var other : List.of(ann, bob, cyd)) {
      assertThat(other.end()).isZero();
    }
  }

  @Test
  void withTooFewThereThereIsNoAgreement() {
    var alone = run("ann", ExitCode.FAILURE, "--timeout", "100ms", QUESTION, "yes");

    assertThat(alone.err()).contains("maos: nobody has asked in time: " + QUESTION);
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnybodyIsAsked() throws IOException {
    refused("INVALID_BALLOT", "--open", "1m", QUESTION, "perhaps");
    refused("--open", "--open", "0s", QUESTION, "yes");
    refused("--timeout", "--timeout", "0s", QUESTION, "yes");
    var there = Files.writeString(folder.resolve("there"), "");
    refused("a file that is not there yet", "--certificate", there.toString(), QUESTION, "yes");
    assertThat(there).isEmptyFile();
    Files.delete(board.resolve("dan.pem"));
    refused("with fewer than 4 nobody may lie", QUESTION, "yes");
    Files.writeString(board.resolve("dan.pem"), "no key");
    assertThat(run("ann", ExitCode.FAILURE, QUESTION, "yes").err())
        .contains("INVALID_PUBLIC_KEY", "dan.pem");
    Files.copy(board.resolve("cyd.pem"), board.resolve("eve.pem"));
    Files.delete(board.resolve("dan.pem"));
    refused("another one than that of cyd", QUESTION, "yes");
    Files.delete(board.resolve("eve.pem"));
    Files.writeString(board.resolve("dan.pem"), "x".repeat(20_000));
    refused("a file of at most 16384 bytes", QUESTION, "yes");
  }

  private void refused(String words, String... command) {
    assertThat(run("ann", ExitCode.USAGE, command).err()).startsWith("maos: ").contains(words);
  }

  @Test
  void nobodySitsForAMemberWithoutItsKey() throws IOException {
    assertThat(terminal("eve").run("keys", "generate", "ann")).isZero();
    var eve = terminal("eve");

    assertThat(eve.run(words("ann", QUESTION, "yes"))).isEqualTo(ExitCode.FAILURE);
    assertThat(eve.err()).contains("INVALID_PUBLIC_KEY", "the committee knows ann by another key");
    assertThat(terminal("bob").run(words("ann", QUESTION, "yes"))).isEqualTo(ExitCode.FAILURE);
  }
}

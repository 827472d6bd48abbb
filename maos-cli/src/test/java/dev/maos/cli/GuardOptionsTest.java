package dev.maos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.consensus.Ballot;
import dev.maos.consensus.Contest;
import dev.maos.consensus.Decision;
import dev.maos.consensus.Electorate;
import dev.maos.consensus.Subject;
import dev.maos.consensus.VoteResult;
import dev.maos.consensus.VotingRule;
import dev.maos.registry.AgentDescriptor;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.keys.Keystore;
import dev.maos.security.keys.Password;
import dev.maos.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has a keystore speaks and listens by hand as guarded agents do. */
@Timeout(180)
class GuardOptionsTest {
  private static final String[] PUB = {
    "pub", "--from", "ann", "--to", "bob", "--topic", "tasks", "open the safe"
  };
  private static final String[] SUB = {
    "sub", "--as", "bob", "--from", "earliest", "--count", "1", "--timeout", "60s"
  };

  @AutoClose private final RedisServer redis = RedisServer.start();
  @TempDir private Path folder;

  @BeforeEach
  void exchangeKeys() throws IOException {
    for (var name : new String[] {"ann", "bob"}) {
      assertThat(of(name).run("keys", "generate", name)).isZero();
      var export = of(name);
      assertThat(export.run("keys", "export", name)).isZero();
      Files.writeString(pem(name), export.out());
    }
    assertThat(of("ann").run("keys", "import", "bob", pem("bob").toString())).isZero();
    assertThat(of("bob").run("keys", "import", "ann", pem("ann").toString())).isZero();
  }

  private Path pem(String name) {
    return folder.resolve(name + ".pem");
  }

  private TestTerminal of(String name) {
    return TestTerminal.plain(
        Map.of(
            "MAOS_URL", redis.uri(),
            "MAOS_KEYSTORE", folder.resolve(name + ".keys").toString(),
            "MAOS_KEYSTORE_PASSWORD", "correct horse of " + name));
  }

  private TestTerminal ofNobody() {
    return TestTerminal.plain(Map.of("MAOS_URL", redis.uri()));
  }

  private Maos bobs() {
    KeyRing ring =
        new Keystore(folder.resolve("bob.keys"), new SecureRandom())
            .load(
                Password.of("correct horse of bob".toCharArray()),
                TimeSource.system(),
                Duration.ofDays(1));
    var guard = CommunicationSecurity.builder(SecurityPolicy.defaults()).keys(ring).build();
    return Maos.builder(redis.uri()).guardedBy(guard).open();
  }

  private static void assertEnds(int code, TestTerminal terminal, String... words) {
    assertThat(terminal.run(words)).as(terminal.err()).isEqualTo(code);
  }

  @Test
  void whatIsSentIsSealedAndReadByItsRecipientAlone() {
    assertEnds(0, of("ann"), PUB);
    var plain = ofNobody();
    assertEnds(0, plain, SUB);
    assertThat(plain.out()).contains("mse1").doesNotContain("open the safe");

    assertEnds(0, of("ann"), PUB);
    var bob = of("bob");
    assertEnds(0, bob, SUB);

    assertThat(bob.out()).contains("\"text\":\"open the safe\"");
  }

  @Test
  void whatIsNotSealedIsNotTaken() {
    assertEnds(0, ofNobody(), PUB);
    assertEnds(0, of("ann"), PUB);
    var bob = of("bob");
    assertEnds(0, bob, SUB);

    assertThat(bob.out().lines()).hasSize(1);
    var dead = ofNobody();
    assertEnds(0, dead, "dlq", "ls", "inbox:bob", "--json");
    assertThat(dead.out()).contains("REFUSED", "SECURITY_REJECTED");
  }

  @Test
  void inSpiteOfAKeystoreAllIsPlainIfThatIsSaid() {
    var ann = of("ann");
    assertEnds(0, ann, "pub", "--insecure-plain", "--from=ann", "--to=bob", "--topic=t", "hi");
    var bob = ofNobody();
    assertEnds(0, bob, SUB);

    assertThat(bob.out()).contains("\"text\":\"hi\"");
  }

  @Test
  void whoHasNoKeysInItIsToldBeforeAnythingIsTaken() {
    assertEnds(0, of("ann"), PUB);
    var ann = of("ann");

    assertEnds(ExitCode.FAILURE, ann, SUB);

    assertThat(ann.err()).contains("NO_SUCH_KEY", "maos keys generate bob", "--insecure-plain");
    assertEnds(0, of("bob"), SUB);
  }

  @Test
  void aRequestIsAnsweredAndAProbeIs() throws InterruptedException {
    try (var maos = bobs()) {
      var bob = AgentId.of("bob");
      maos.bus()
          .subscribe(
              bob,
              TopicPattern.of("sums"),
              question -> question.reply(Payload.text("five of " + question.payload().text())));
      maos.registry().register(AgentDescriptor.of("bob").build());

      var ann = of("ann");
      assertEnds(
          0, ann, "request", "--from=ann", "--to=bob", "--topic=sums", "--timeout=60s", "2 and 3");
      assertThat(ann.out()).isEqualTo("five of 2 and 3" + System.lineSeparator());
      assertEnds(0, of("ann"), "agents", "probe", "bob", "--timeout", "60s");
    }
  }

  @Test
  void aBallotCastByHandIsBelieved() throws InterruptedException {
    try (var maos = bobs()) {
      var ann = AgentId.of("ann");
      var bob = AgentId.of("bob");
      var proposal =
          maos.consensus()
              .propose(
                  Subject.of(bob, "Open it?", ""),
                  Contest.yesOrNo(VotingRule.simpleMajority()),
                  Electorate.of(ann, bob),
                  Duration.ofMinutes(2));
      assertEnds(0, of("ann"), "vote", "cast", proposal.id().value(), "ann", "yes");
      var _ = maos.consensus().cast(proposal.id(), bob, Ballot.yes());

      var result = maos.consensus().await(proposal.id(), Duration.ofMinutes(1));

      assertThat(result).get().extracting(VoteResult::decision).isEqualTo(new Decision.Passed());
    }
  }
}

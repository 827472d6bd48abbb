package dev.maos.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.TimeSource;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.keys.KeyPurpose;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.keys.Keystore;
import dev.maos.security.keys.Password;
import dev.maos.testkit.redis.AppendSync;
import dev.maos.testkit.redis.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The two processes in windows of their own, and what bob does not believe. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SealedProcessesTest {
  private static final AgentId ALICE = AgentId.of("alice");
  private static final SecurityPolicy POLICY =
      SecurityPolicy.defaults().allowedCiphers(Set.of(CipherSuite.HPKE_X25519));

  @TempDir Path folder;

  @Test
  void inTwoWindowsTheyTalkAndTheServerKeepsNothingThatCanBeRead() throws Exception {
    try (var redis = RedisServer.with().appendOnly(AppendSync.ALWAYS).start()) {
      HomesOfTwo.make(folder, redis.uri());

      try (var alice = Window.open(folder, "alice");
          var bob = openAfter(alice, folder)) {
        assertThat(bob.says()).isEqualTo("bob listens");
        alice.enter();
        assertThat(alice.says()).isEmpty();
        assertThat(alice.says()).isEqualTo("bob answers: under the mat");
        assertThat(alice.says()).isEqualTo("alice has new keys");
        bob.enter();
        assertThat(bob.says()).isEqualTo("bob trusts the new keys");
        alice.enter();
        assertThat(alice.says()).isEmpty();
        assertThat(alice.says()).isEqualTo("bob answers: under the mat");
        bob.enter();
        assertThat(List.of(alice.ends(), bob.ends())).containsExactly(0, 0);
      }

      assertThat(written(redis))
          .contains("house")
          .doesNotContain("Where is the key")
          .doesNotContain("under the mat");
    }
  }

  // Its keys have to be there before bob comes.
  private static Window openAfter(Window alice, Path folder) throws IOException {
    assertThat(alice.says()).startsWith("Enter ");
    return Window.open(folder, "bob");
  }

  /** All that was ever written into the server. */
  private static String written(RedisServer redis) throws IOException {
    var dir = redis.command("CONFIG", "GET", "dir").items().getLast().text();
    var all = new StringBuilder();
    try (var files = Files.list(Path.of(dir, "appendonlydir"))) {
      for (var file : files.toList()) {
        all.append(Files.readString(file, ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void otherKeysThanThoseThatBobTrustsStopHim() throws Exception {
    HomesOfTwo.make(folder, "memory:");
    var before =
        keysOfBobTrusting(CommunicationSecurity.of(POLICY).generateAgentKeys(ALICE).toPem());
    var others = CommunicationSecurity.of(POLICY).generateAgentKeys(ALICE);
    Files.writeString(folder.resolve("alice.pem"), others.toPem());

    try (var bob = Window.open(folder, "bob")) {
      assertThat(bob.ends()).isNotZero();
    }

    assertThat(Files.readAllBytes(folder.resolve("bob/keys"))).isEqualTo(before);
    assertThat(folder.resolve("bob/audit.log")).content().contains("KEYS_REFUSED");
  }

  @Test
  void theEndOfTheKeyboardIsNoApproval() throws Exception {
    HomesOfTwo.make(folder, "memory:");
    var pem = CommunicationSecurity.of(POLICY).generateAgentKeys(ALICE).toPem();
    keysOfBobTrusting(pem);
    Files.writeString(folder.resolve("alice.pem"), pem);

    try (var bob = Window.open(folder, "bob")) {
      assertThat(bob.says()).isEqualTo("bob listens");
      var before = Files.readAllBytes(folder.resolve("bob/keys"));
      bob.hears.close();
      assertThat(bob.ends()).isNotZero();

      assertThat(Files.readAllBytes(folder.resolve("bob/keys"))).isEqualTo(before);
    }
  }

  private byte[] keysOfBobTrusting(String pem) throws IOException {
    var ring = new KeyRing(TimeSource.system(), new SecureRandom(), Duration.ofHours(24));
    ring.generate(AgentId.of("bob"), Set.of(KeyPurpose.SIGN, KeyPurpose.AGREE));
    CommunicationSecurity.builder(POLICY).keys(ring).build().importAgentPublicKey(ALICE, pem);
    var file = folder.resolve("bob/keys");
    new Keystore(file, new SecureRandom())
        .save(ring, Password.fromFile(folder.resolve("bob/password")));
    return Files.readAllBytes(file);
  }

  /** A process with somebody before it. */
  private record Window(Process process, BufferedReader speaks, Writer hears)
      implements AutoCloseable {
    static Window open(Path folder, String role) throws IOException {
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  SealedProcesses.class.getName(),
                  folder.toString(),
                  role)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Window(process, process.inputReader(), process.outputWriter());
    }

    String says() throws IOException {
      return String.valueOf(speaks.readLine());
    }

    void enter() throws IOException {
      hears.append('\n').flush();
    }

    int ends() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}

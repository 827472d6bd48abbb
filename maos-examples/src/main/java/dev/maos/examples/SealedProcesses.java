package dev.maos.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.maos.Configuration;
import dev.maos.Maos;
import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.base.TopicPattern;
import dev.maos.message.Message;
import dev.maos.security.CommunicationSecurity;
import dev.maos.security.SecurityPolicy;
import dev.maos.security.audit.AuditLog;
import dev.maos.security.envelope.CipherSuite;
import dev.maos.security.keys.Keystore;
import dev.maos.security.keys.Password;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Two processes, each with keys of its own, talk over a Redis that cannot read what they say. */
public class SealedProcesses {
  private static final AgentId ALICE = AgentId.of("alice");
  private static final AgentId BOB = AgentId.of("bob");
  private static final SecurityPolicy POLICY =
      SecurityPolicy.defaults()
          .allowedCiphers(Set.of(CipherSuite.HPKE_X25519, CipherSuite.AES_256_GCM));

  private final Path folder;
  private final Configuration configuration;
  private final Keystore keystore;
  private final Password password;
  private final CommunicationSecurity security;

  /** The folder of both, and who this is; where nobody says so, it is alice and starts bob. */
  public static void main(String[] args) throws Exception {
    var folder = Path.of(args[0]);
    var role = args.length > 1 ? args[1] : "both";
    var me = role.equals("bob") ? BOB : ALICE;
    var log = folder.resolve(me.value()).resolve("audit.log");
    try (var audit = AuditLog.open(log, TimeSource.system())) {
      var process = new SealedProcesses(folder, me, audit);
      var keyboard = new BufferedReader(new InputStreamReader(System.in, ISO_8859_1));
      switch (role) {
        case "alice" -> {
          System.out.println("Enter when bob listens; after new keys Enter there, then here");
          process.alice(keyboard, Writer.nullWriter());
        }
        case "bob" -> process.bob(keyboard);
        default -> process.aliceAndBob();
      }
    }
  }

  private SealedProcesses(Path folder, AgentId me, AuditLog audit) throws IOException {
    this.folder = folder;
    var mine = folder.resolve(me.value()); // nobody else may read what is here
    configuration = Configuration.defaults().file(mine.resolve("maos.properties"));
    password = Password.fromFile(mine.resolve("password"));
    keystore = new Keystore(mine.resolve("keys"), new SecureRandom());
    var builder = CommunicationSecurity.builder(POLICY).audit(audit);
    if (keystore.exists()) {
      builder.keys(keystore.load(password, TimeSource.system(), POLICY.maxMessageLifetime()));
    }
    security = builder.build();
    if (!security.keys().owns(me)) {
      security.generateAgentKeys(me);
      keep(me);
    }
  }

  /** Keeps the keys, and puts the public halves where the other finds them. */
  private void keep(AgentId me) throws IOException {
    keystore.save(security.keys(), password);
    Files.writeString(folder.resolve(me + ".pem"), security.keys().own(me).open().toPem());
  }

  private String pem(AgentId other) throws IOException {
    return Files.readString(folder.resolve(other + ".pem"));
  }

  private void bob(BufferedReader keyboard) throws Exception {
    security.importAgentPublicKey(ALICE, pem(ALICE));
    keep(BOB);
    try (var maos = configuration.builder().guardedBy(security).open()) {
      var house = TopicPattern.of("house");
      maos.bus().subscribe(BOB, house, question -> question.reply(Payload.text("under the mat")));
      System.out.println("bob listens");

      next(keyboard); // Enter: somebody has looked, and what is in alice.pem now is hers
      security.approveAgentPublicKey(ALICE, pem(ALICE));
      keep(BOB);
      System.out.println("bob trusts the new keys");
      next(keyboard); // Enter: alice has her answer
    }
  }

  private void alice(BufferedReader bobSays, Writer bobHears) throws Exception {
    System.out.println(next(bobSays)); // it listens, so its keys are there
    security.importAgentPublicKey(BOB, pem(BOB));
    keep(ALICE);
    var uri = URI.create(configuration.url());
    try (var server = new Socket(uri.getHost(), uri.getPort());
        var maos = configuration.builder().guardedBy(security).open()) {
      tell(server, "MONITOR"); // and it shows whatever anybody tells it
      ask(maos);

      security.rotateAgentKeys(ALICE);
      keep(ALICE); // or a restart comes back with the old ones
      System.out.println("alice has new keys");
      bobHears.append('\n').flush();
      System.out.println(next(bobSays)); // until then bob refuses what the new keys sign
      ask(maos);
      bobHears.append('\n').flush();

      tell(server, "QUIT");
      var seen = new String(server.getInputStream().readAllBytes(), ISO_8859_1);
      for (var text : List.of("house", "Where is the key", "under the mat")) {
        System.out.println("Redis saw \"" + text + "\": " + seen.contains(text));
      }
    }
  }

  private static void ask(Maos maos) throws InterruptedException {
    var question = Message.from(ALICE).to(BOB).on("house").query(Payload.text("Where is the key?"));
    var answer = maos.bus().request(question, Duration.ofSeconds(30));
    System.out.println("bob answers: " + answer.payload().text());
  }

  private static void tell(Socket server, String command) throws IOException {
    server.getOutputStream().write((command + "\r\n").getBytes(ISO_8859_1));
  }

  private static String next(BufferedReader other) throws IOException {
    var line = other.readLine();
    if (line == null) {
      throw new EOFException("the other has gone");
    }
    return line;
  }

  private void aliceAndBob() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path = System.getProperty("java.class.path");
    var bob =
        new ProcessBuilder(
                java, "-cp", path, SealedProcesses.class.getName(), folder.toString(), "bob")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var says = bob.inputReader();
        var hears = bob.outputWriter()) {
      alice(says, hears);
    }
    bob.waitFor();
  }
}

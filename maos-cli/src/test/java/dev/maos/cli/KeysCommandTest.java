package dev.maos.cli;

import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maos.base.AgentId;
import dev.maos.base.Payload;
import dev.maos.base.TimeSource;
import dev.maos.cli.Terminal.Interactive;
import dev.maos.security.keys.AgentPublicKeys;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  private static final String PASSWORD = "correct horse";
  private static final String STRANGE = "00000000000000000000000000000001";

  @TempDir private Path folder;
  private Path store;
  private TestTerminal terminal;

  @BeforeEach
  void name() {
    store = folder.resolve("keys");
    terminal = fresh(PASSWORD);
  }

  private TestTerminal fresh(String password) {
    return TestTerminal.plain(
        Map.of("MAOS_KEYSTORE", store.toString(), "MAOS_KEYSTORE_PASSWORD", password));
  }

  /** Runs a command, and forgets what those before it printed. */
  private int run(String... args) {
    terminal = fresh(PASSWORD);
    return terminal.run(args);
  }

  private Map<String, Object> object(int line) {
    return parsed(terminal.out().lines().toList().get(line));
  }

  @SuppressWarnings("unchecked") // JSON objects become maps with names as keys.
  private static Map<String, Object> parsed(String line) {
    return Payload.json(line).as(Map.class);
  }

  @Test
  void keysAreMadeOnceAndListed() {
    assertThat(run("keys", "generate", "planner")).isZero();
    assertThat(terminal.out()).contains("planner", "own", "SIGN", "AGREE", "ACTIVE");
    assertThat(Files.exists(store)).isTrue();

    assertThat(run("keys", "generate", "planner")).isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.err()).startsWith("maos: KEY_EXISTS: agent planner has keys already");

    assertThat(run("keys", "generate", "worker", "--json")).isZero();
    assertThat(terminal.out().lines()).hasSize(2);
    assertThat(run("keys", "list", "--json")).isZero();
    assertThat(terminal.out().lines()).hasSize(4);
    assertThat(object(0).get("agent")).isEqualTo("planner");
    assertThat(object(3).get("agent")).isEqualTo("worker");
    assertThat(run("keys", "show", "worker")).isZero();
    assertThat(terminal.out()).contains("worker").doesNotContain("planner");
    assertThat(run("keys", "show", "nobody")).isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.err()).startsWith("maos: NO_SUCH_KEY:");
  }

  @Test
  void anothersKeysAreTrustedAndExchangedOnlyWhenSomebodyApproves() throws Exception {
    run("keys", "generate", "planner");
    run("keys", "export", "planner");
    var first = Files.writeString(folder.resolve("first.pem"), terminal.out());
    run("keys", "rotate", "planner");
    run("keys", "export", "planner");
    var second = Files.writeString(folder.resolve("second.pem"), terminal.out());
    assertThat(run("keys", "import", "planner", first.toString())).isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.err()).contains("KEY_EXISTS");

    store = folder.resolve("of somebody else");
    assertThat(run("keys", "import", "planner", first.toString())).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("planner", "other", "SIGN");
    assertThat(run("keys", "import", "planner", second.toString())).isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.err()).contains("KEY_CHANGED");
    assertThat(run("keys", "import", "planner", second.toString(), "--approve")).isZero();

    var keys = AgentPublicKeys.fromPem(AgentId.of("planner"), Files.readString(second));
    assertThat(run("keys", "list")).isZero();
    assertThat(terminal.out()).contains(keys.keys().getFirst().id().toString());
    assertThat(run("keys", "import", "planner", folder.toString())).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aKeyThatNobodyHasIsRevokedAndSaidToBeUnknown() {
    run("keys", "generate", "planner", "--json");
    var known = String.valueOf(object(0).get("key"));

    assertThat(run("keys", "revoke", known)).as(terminal.err()).isZero();
    assertThat(terminal.err()).isEmpty();
    assertThat(run("keys", "revoke", STRANGE)).isZero();
    assertThat(terminal.out()).contains("revoked: 0000");
    assertThat(terminal.err()).contains("no key of this id is in the keystore");
  }

  @Test
  void keysThatAreNotInUseAreListedIfOneAsks() {
    run("keys", "generate", "planner", "--json");
    var first = String.valueOf(object(0).get("key"));
    var second = String.valueOf(object(1).get("key"));
    run("keys", "rotate", "planner");
    run("keys", "revoke", first);
    run("keys", "revoke", STRANGE);

    assertThat(run("keys", "list", "--json")).isZero();
    assertThat(terminal.out().lines()).hasSize(2);
    assertThat(terminal.out()).doesNotContain("RETIRED", "REVOKED", first, second);
    assertThat(run("keys", "list", "--all", "--json")).isZero();
    assertThat(terminal.out().lines()).hasSize(5);
    assertThat(object(0)).containsEntry("state", "ACTIVE").doesNotContainKey("until");
    assertThat(keyOf(first)).containsEntry("state", "REVOKED").doesNotContainKey("until");
    var retired = keyOf(second);
    assertThat(retired).containsEntry("state", "RETIRED").containsEntry("agent", "planner");
    var until = Instant.parse(String.valueOf(retired.get("until")));
    assertThat(until).isBetween(now().plus(23, HOURS), now().plus(24, HOURS));
    assertThat(keyOf(STRANGE)).isEqualTo(Map.of("key", STRANGE, "state", "REVOKED"));

    assertThat(run("keys", "list", "--all")).isZero();
    assertThat(terminal.out())
        .containsPattern("planner +own +SIGN +" + first + " +REVOKED\n")
        .containsPattern("planner +own +AGREE +" + second + " +RETIRED until " + until + "\n")
        .containsPattern("- +- +- +" + STRANGE + " +REVOKED\n");
  }

  private static Instant now() {
    return TimeSource.system().now();
  }

  private Map<String, Object> keyOf(String part) {
    return terminal
        .out()
        .lines()
        .filter(it -> it.contains(part))
        .map(KeysCommandTest::parsed)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void keysOfOthersThatWereExchangedAreRetiredTooAndCanBeRevoked() throws Exception {
    run("keys", "generate", "planner");
    run("keys", "export", "planner");
    var first = Files.writeString(folder.resolve("first.pem"), terminal.out());
    run("keys", "rotate", "planner");
    run("keys", "export", "planner");
    var second = Files.writeString(folder.resolve("second.pem"), terminal.out());
    store = folder.resolve("of somebody else");
    run("keys", "import", "planner", first.toString(), "--json");
    var old = String.valueOf(object(0).get("key"));
    run("keys", "import", "planner", second.toString(), "--approve");

    run("keys", "list", "--all", "--json");
    assertThat(keyOf(old)).containsEntry("state", "RETIRED").containsEntry("own", false);
    assertThat(run("keys", "revoke", old)).isZero();
    assertThat(terminal.err()).isEmpty();
    run("keys", "list", "--all", "--json");
    assertThat(keyOf(old)).containsEntry("state", "REVOKED").containsEntry("agent", "planner");
  }

  @Test
  void keysOfXWingAreMadeListedExportedAndImported() throws Exception {
    run("keys", "generate", "planner", "--post-quantum", "--rsa", "--json");
    var lasting = lasting();
    assertThat(terminal.out().lines()).hasSize(4);
    run("keys", "list", "--json");
    assertThat(lasting()).isEqualTo(lasting);

    run("keys", "export", "planner");
    var pem = Files.writeString(folder.resolve("planner.pem"), terminal.out());
    store = folder.resolve("of somebody else");
    assertThat(run("keys", "import", "planner", pem.toString(), "--json")).isZero();
    assertThat(lasting()).isEqualTo(lasting);
    assertThat(run("keys", "list")).isZero();
    assertThat(terminal.out()).containsPattern("planner +other +AGREE_LASTING +" + lasting);
  }

  @Test
  void aRotationAddsAKeyOfXWingAndKeepsOne() {
    run("keys", "generate", "planner", "--json");
    assertThat(terminal.out()).doesNotContain("AGREE_LASTING", "WRAP");

    assertThat(run("keys", "rotate", "planner", "--post-quantum", "--json")).isZero();
    var first = lasting();
    assertThat(run("keys", "rotate", "planner", "--json")).isZero();

    assertThat(lasting()).isNotEqualTo(first);
    run("keys", "list", "--all", "--json");
    assertThat(keyOf(first)).containsEntry("state", "RETIRED");
  }

  private String lasting() {
    return String.valueOf(keyOf("AGREE_LASTING").get("key"));
  }

  @Test
  void whatIsExportedCanBeImportedAndIsPublic() {
    run("keys", "generate", "planner");

    assertThat(run("keys", "export", "planner")).isZero();

    var keys = AgentPublicKeys.fromPem(AgentId.of("planner"), terminal.out());
    assertThat(keys.keys()).hasSize(2);
    assertThat(terminal.out()).doesNotContain("PRIVATE");
    run("keys", "export", "planner", "--json");
    assertThat(AgentPublicKeys.fromPem(AgentId.of("planner"), String.valueOf(object(0).get("pem"))))
        .isEqualTo(keys);
    assertThat(run("keys", "export", "nobody")).isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void aRotatedKeyIsAnotherAndARevokedOneIsCalledSo() {
    run("keys", "generate", "planner", "--json");
    var before = object(0).get("key");

    assertThat(run("keys", "rotate", "planner", "--json")).isZero();
    var after = String.valueOf(object(0).get("key"));
    assertThat(after).isNotEqualTo(before);

    assertThat(run("keys", "revoke", after)).isZero();
    assertThat(terminal.out()).isEqualTo("revoked: " + after + System.lineSeparator());
    run("keys", "list", "--json");
    assertThat(object(0).get("state")).isEqualTo("REVOKED");
    assertThat(object(1).get("state")).isEqualTo("ACTIVE");
    assertThat(run("keys", "rotate", "nobody")).isEqualTo(ExitCode.FAILURE);
    assertThat(run("keys", "revoke", "none")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("32 hexadecimal digits");
  }

  @Test
  void aWrongPasswordOpensNothingAndIsNotRepeated() {
    run("keys", "generate", "planner");
    var other = fresh("hunter2");

    int code = other.run("keys", "list");

    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(other.err()).startsWith("maos: KEYSTORE_WRONG_PASSWORD:").doesNotContain("hunter2");
    assertThat(other.out()).isEmpty();
  }

  @Test
  void thePasswordMayComeFromAFileOrFromWhoIsThere() throws Exception {
    run("keys", "generate", "planner");
    var file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    var named = TestTerminal.plain(Map.of());

    var arguments =
        new String[] {
          "keys", "list", "--keystore", store.toString(), "--password-file", file.toString()
        };
    assertThat(named.run(arguments)).isZero();

    var person =
        new TestTerminal(
            StandardCharsets.UTF_8, new Interactive(true, true), Map.of("NO_COLOR", "1"));
    var typed = new ByteArrayInputStream((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
    var host =
        new Host(person.terminal(), new Input(typed, true), Opener.BY_URL, TimeSource.system());
    assertThat(Main.run(host, "keys", "list", "--keystore", store.toString())).isZero();
    assertThat(person.err()).isEqualTo("Password of the keystore: ");
    assertThat(person.out()).contains("planner");
  }

  @Test
  void whoNamesNoKeystoreOrCannotBeAskedIsTold() {
    var nowhere = TestTerminal.plain(Map.of());
    assertThat(nowhere.run("keys", "list")).isEqualTo(ExitCode.USAGE);
    assertThat(nowhere.err()).contains("--keystore FILE or MAOS_KEYSTORE");

    run("keys", "generate", "planner");
    var nobody = TestTerminal.plain(Map.of("MAOS_KEYSTORE", store.toString()));
    assertThat(nobody.run("keys", "list")).isEqualTo(ExitCode.USAGE);
    assertThat(nobody.err()).contains("--password-file FILE or MAOS_KEYSTORE_PASSWORD");
  }

  @Test
  void aPasswordIsNoArgument() {
    int code = run("keys", "list", "--password", "hunter2");

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("there is no such option: '--password'");
  }

  @Test
  void aKeystoreThatIsNotThereIsSaidToBeSo() {
    assertThat(run("keys", "list")).isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.err()).startsWith("maos: KEYSTORE_UNAVAILABLE:");
  }
}

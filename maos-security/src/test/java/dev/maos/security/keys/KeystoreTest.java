package dev.maos.security.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.security.crypto.Hpke;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys on disk: there again after a restart, and for nobody else. */
class KeystoreTest {
  private static final AgentId WORKER = AgentId.of("worker");
  private static final AgentId PLANNER = AgentId.of("planner");
  private static final Duration DAY = Duration.ofDays(1);
  private static final EnumSet<KeyPurpose> CURVES = EnumSet.of(KeyPurpose.SIGN, KeyPurpose.AGREE);

  @TempDir Path folder;

  private final ManualTime time = new ManualTime();
  private final SecureRandom random = new SecureRandom();
  private final Password password = Password.of("correct horse".toCharArray());
  private final KeyRing ring = new KeyRing(time, random, DAY);
  private Path file;
  private Keystore store;

  @BeforeEach
  void makeOne() {
    file = folder.resolve("keys");
    store = new Keystore(file, random);
    ring.generate(WORKER, CURVES);
  }

  @Test
  void allThatARingHoldsIsThereAgain() {
    var authority = Authority.generate(time.now(), random);
    var planner = AgentKeys.generate(PLANNER, CURVES, time.now(), random).open();
    var old = ring.own(WORKER).key(KeyPurpose.SIGN).info();
    ring.rotate(WORKER);
    ring.pin(planner);
    ring.trust(authority.publicKey());
    ring.revoke(KeyId.of(new byte[16]));

    store.save(ring, password);
    var again = load();

    assertThat(again).hasToString(ring.toString());
    assertThat(again.own(WORKER).open()).isEqualTo(ring.own(WORKER).open());
    assertThat(again.verifyingKey(WORKER, old.id())).isEqualTo(old);
    assertThat(again.sealingKey(PLANNER, KeyPurpose.AGREE))
        .isEqualTo(planner.key(KeyPurpose.AGREE).orElseThrow());
    again.trust(authority.publicKey());
    assertCode(
        ErrorCode.KEY_CHANGED,
        () -> again.trust(Authority.generate(time.now(), random).publicKey()));
    var message = new byte[] {1};
    assertThat(again.own(WORKER).key(KeyPurpose.SIGN).sign(message))
        .isEqualTo(ring.own(WORKER).key(KeyPurpose.SIGN).sign(message));
  }

  @Test
  void aKeyOfXWingIsThereAgainAndOpens() {
    ring.generate(PLANNER, EnumSet.of(KeyPurpose.SIGN, KeyPurpose.AGREE_LASTING));
    var words = "words".getBytes(StandardCharsets.US_ASCII);
    var key = ring.sealingKey(PLANNER, KeyPurpose.AGREE_LASTING);
    var sealed = Hpke.XWING_AES_256_GCM.seal(key.raw(), words, _ -> words, words);

    store.save(ring, password);

    var again = load().openingKey(PLANNER, key.id());
    assertThat(again.open(Hpke.XWING_AES_256_GCM, sealed, words, words)).isEqualTo(words);
  }

  @Test
  void theFileIsForItsOwnerAlone() throws IOException {
    store.save(ring, password);
    store.save(ring, password);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void noSecretStandsInTheFileOrInAnyText() throws IOException {
    store.save(ring, password);

    var secret = ring.own(WORKER).key(KeyPurpose.SIGN).secret().bytes();
    var hex = HexFormat.of().formatHex(secret);
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file))).doesNotContain(hex);
    assertThat(ring + " " + ring.own(WORKER) + ring.own(WORKER).key(KeyPurpose.SIGN) + password)
        .doesNotContain(hex)
        .doesNotContain("horse")
        .doesNotContain(Arrays.toString(secret));
  }

  @Test
  void anotherPasswordOpensNothing() {
    store.save(ring, password);

    assertCode(
        ErrorCode.KEYSTORE_WRONG_PASSWORD,
        () -> store.load(Password.of("wrong".toCharArray()), time, DAY));
    assertThatThrownBy(() -> store.load(Password.of("secretx".toCharArray()), time, DAY))
        .hasMessageNotContaining("secretx");
    assertCode(ErrorCode.KEYSTORE_WRONG_PASSWORD, () -> Password.of(new char[0]));
    assertCode(ErrorCode.KEYSTORE_WRONG_PASSWORD, () -> Password.fromEnvironment("MAOS_NO_SUCH"));
  }

  @Test
  void aPasswordIsTheFirstLineOfAFile() throws IOException {
    store.save(ring, password);
    var secret = Files.writeString(folder.resolve("password"), "correct horse\nnot this\n");

    assertThat(store.load(Password.fromFile(secret), time, DAY)).hasToString(ring.toString());
    assertCode(
        ErrorCode.KEYSTORE_WRONG_PASSWORD,
        () -> Password.fromFile(Files.writeString(folder.resolve("empty"), "")));
    assertCode(ErrorCode.KEYSTORE_UNAVAILABLE, () -> Password.fromFile(folder.resolve("nowhere")));
  }

  @Test
  void aDamagedFileIsCalledDamaged() throws IOException {
    store.save(ring, password);
    var whole = Files.readAllBytes(file);

    for (int length : new int[] {0, 1, 8, 39, 71, 72, whole.length - 33, whole.length - 1}) {
      replace(Arrays.copyOf(whole, length));
      assertCode(ErrorCode.KEYSTORE_CORRUPT, this::load);
    }
    replace(Arrays.copyOf(whole, whole.length + 1));
    assertCode(ErrorCode.KEYSTORE_CORRUPT, this::load);
    replace(
        "something else, but long enough to be a keystore of this kind, one would think, as it goes on"
            .getBytes(StandardCharsets.US_ASCII));
    assertCode(ErrorCode.KEYSTORE_CORRUPT, this::load);
  }

  @Test
  void noBitOfTheFileCanBeChanged() throws IOException {
    store.save(ring, password);
    var whole = Files.readAllBytes(file);

    for (int i = 0; i < whole.length; i++) {
      whole[i] ^= (byte) (1 << i % 8);
      replace(whole);
      assertCode(ErrorCode.KEYSTORE_CORRUPT, this::load);
      whole[i] ^= (byte) (1 << i % 8);
    }
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    store.save(ring, password);
    for (var granted : new String[] {"rw-r--r--", "rw----r--", "rw--w----", "rwx------"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(granted));
      assertCode(ErrorCode.KEYSTORE_PERMISSIONS, this::load);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(this::load).hasMessageContaining("0644, expected 0600");
  }

  @Test
  void whatIsNoFileIsSaidToBeNone() throws IOException {
    assertCode(ErrorCode.KEYSTORE_UNAVAILABLE, this::load);
    Files.createDirectory(file);
    assertCode(ErrorCode.KEYSTORE_UNAVAILABLE, this::load);
    assertCode(ErrorCode.KEYSTORE_UNAVAILABLE, () -> store.save(ring, password));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsSaidToBeSo() {
    // A folder in it that is not there stands for a disk that takes nothing, which root could
    // write.
    var nowhere = new Keystore(folder.resolve("missing").resolve("keys"), random);

    assertCode(ErrorCode.KEYSTORE_UNAVAILABLE, () -> nowhere.save(ring, password));
  }

  private KeyRing load() {
    return store.load(password, time, DAY);
  }

  private void replace(byte[] content) throws IOException {
    Files.write(file, content);
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MaosException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}

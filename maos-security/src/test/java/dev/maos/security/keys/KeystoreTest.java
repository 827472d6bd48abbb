package dev.maos.security.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.ManualTime;
import dev.maos.base.MaosException;
import dev.maos.security.crypto.Hpke;
import dev.maos.security.crypto.SecurityRejectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
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

  // What the version before this one wrote, which knew no former keys: the worker has rotated, the
  // planner's key was exchanged, an authority is trusted, one key is revoked.
  private static final String VERSION_2 =
      """
      TUFPU0tTMQAACSfAycXJLFFU5Ph0RwyDpEVwjoausvQ7i7pnFPsCxAAAApqR5hKN57BngoOtGgv3LR9wSucEIng/
      spn67NdGU1qEGkZ1LdcrS+Yl6Foq/ubGrZ0VGftXZWQs1mOd5tWDDHShaqpBRhA5M10tprB3blxOy18SYUI2Hvtk
      i/xkmBFtp7Uy++9l9HGG+sKC9nLz29PZXB+hJccoIRihVTPfqVxQ9ecb45th1LiCfjHNZ10wJi0ni+2hXWZSCIOM
      ZGbvURwUHjmpi+7soxvQ80GP0HCeTR+zegdnpaDLRnneBXge4ZjWuxaqkj3cC+o1maTjHiLbGxXKfjf2bjilFCLL
      nT+AA555DYQsdX5zR5lO723Aiwp79cRAaI9PlvXjZCQO/gFovihlWt0NiLy5UTyr4aU2HQxS4ywHS7IlcA67ZV1S
      9r67GA5jNsswCg6d0/Kkj5x2STP6iLB+eODlSM/w2e4EshrLaV6eg+opG89Q9blQ07MDMD2+MIDjgOJZHHiIi561
      vxcBFBvIULix3maCuaC7b/Dp03NDHPIDkRi0paXUAAgFFrsZ2U+D0H4H4T/tFzounn1ajprk5p2hBNk5HhfJqZjO
      3Y5Wt7ufRQEz8ClnVmjZEFaOXqfDUFZofcPNfdKYSAdQpC1h3wvryTaD5Iqm+TfYVhckwwiejHABDuWuw1/hwVVe
      wj78S8wCjrSWJVd+M9JyzN4QSwGwJry2dvx1NGmnTrRkU+io89Ju4e6WiDUL1BHdoZOT7JxVk5zxWCRJPffnnha9
      xvhheCqHG9QDhuSONJG2kO0CAxq2C82qosIzgp6yYtDgmaZcDEynOlgww8tcIJEHhXKlTvl8ENycTjXUSY6ErWeH
      CUjNn1Wall9N6FCPotP6F1+jW+js4ejtK53uCpGLvjD4ZBbBnuTm7askYlxn21o7wT6PHdSRlDCB1h13HBrU/Hrj
      o1KyZGqvfhTBgXRlSQtEuQ==
      """;

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
  void keysOfBeforeAreThereAgain() {
    time.advance(Duration.ofNanos(1));
    var then = time.now();
    var mine = ring.own(WORKER).key(KeyPurpose.SIGN).info();
    var its = AgentKeys.generate(PLANNER, CURVES, time.now(), random);
    ring.pin(its.open());
    ring.rotate(WORKER);
    ring.approveChange(AgentKeys.generate(PLANNER, CURVES, time.now(), random).open());
    time.advance(DAY);

    store.save(ring, password);
    var again = load();

    assertThat(again.testimonyKey(WORKER, mine.id(), then)).isEqualTo(mine);
    var former = its.key(KeyPurpose.SIGN).info();
    assertThat(again.testimonyKey(PLANNER, former.id(), then)).isEqualTo(former);
    assertThat(again.own(WORKER).former()).isEqualTo(ring.own(WORKER).former());
    assertThat(again.content().peers().getFirst().former())
        .isEqualTo(ring.content().peers().getFirst().former());
    assertRejected(() -> again.testimonyKey(WORKER, mine.id(), time.now()));
  }

  @Test
  void aFileOfTheVersionBeforeIsRead() throws IOException {
    store.save(ring, password);
    replace(Base64.getMimeDecoder().decode(VERSION_2));

    var old = load();

    assertThat(old).hasToString("KeyRing[1 own, 1 of others, 1 revoked]");
    var worker = KeyId.parse("0b17d66c4de0c8719f8929771f7e3076");
    var before = KeyId.parse("a9f63df70753fba646f4aae8000f5c05");
    assertThat(old.own(WORKER).key(KeyPurpose.SIGN).info().id()).isEqualTo(worker);
    assertThat(old.own(WORKER).retired()).hasSize(2);
    assertThat(old.verifyingKey(WORKER, before).id()).isEqualTo(before);
    assertThat(old.others().getFirst().keys())
        .extracting(PublicKeyInfo::id)
        .containsExactly(KeyId.parse("2eb7a417cb5bf227cdf73662cc5e953d"));
    assertThat(old.verifyingKey(PLANNER, KeyId.parse("2997f06e7e8524ef6647b5a7b4015ec7")))
        .isNotNull();
    assertThat(old.isRevoked(KeyId.NONE)).isTrue();
    time.advance(DAY);
    assertRejected(() -> old.testimonyKey(WORKER, before, Instant.MIN));
    store.save(old, password);
    assertThat(load().own(WORKER).open()).isEqualTo(old.own(WORKER).open());
  }

  private static void assertRejected(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(SecurityRejectedException.class);
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

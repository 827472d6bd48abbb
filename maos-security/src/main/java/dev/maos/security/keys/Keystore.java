package dev.maos.security.keys;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.base.TimeSource;
import dev.maos.security.crypto.Aead;
import dev.maos.security.crypto.Digests;
import dev.maos.security.crypto.SecurityRejectedException;
import dev.maos.security.wire.ByteReader;
import dev.maos.security.wire.ByteWriter;
import dev.maos.security.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;

/**
 * A key ring on disk: one file, encrypted under a password, that only its owner may read.
 *
 * <pre>
 *   "MAOSKS1\0" | iterations u32 | salt 16 | nonce 12 | length u32 | AES-256-GCM | SHA-256 of all before
 * </pre>
 *
 * <p>The key is made of the password by PBKDF2 with HMAC-SHA-256; what stands before the ciphertext
 * is authenticated too. The hash at the end tells a damaged file from a wrong password. Salt and
 * nonce are new with each writing. Thread-safe as long as one process writes.
 */
public final class Keystore {
  private static final byte[] MAGIC = "MAOSKS1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT_SIZE = 16;
  private static final int HASH_SIZE = 32;
  private static final int HEAD_SIZE = MAGIC.length + Integer.BYTES + SALT_SIZE + Aead.NONCE_SIZE;
  private static final int UNIQUE = 8;
  private static final int ITERATIONS = 600_000;
  private static final int MAX_ITERATIONS = 10_000_000;

  private final PrivateFile file;
  private final SecureRandom random;

  /** The keystore in this file, which need not be there yet. */
  public Keystore(Path file, SecureRandom random) {
    this.file = new PrivateFile(file);
    this.random = random;
  }

  /** Whether the file is there. */
  public boolean exists() {
    return file.exists();
  }

  /**
   * Writes all that the ring holds, in the place of what the file held before.
   *
   * @throws MaosException {@link ErrorCode#KEYSTORE_UNAVAILABLE} if it cannot be written; the file
   *     is then what it was
   */
  public void save(KeyRing ring, Password password) {
    var plaintext = ContentForm.write(ring.content());
    var salt = chance(SALT_SIZE);
    var nonce = chance(Aead.NONCE_SIZE);
    var head = new ByteWriter().raw(MAGIC).i32(ITERATIONS).raw(salt).raw(nonce).bytes();
    var key = password.key(salt, ITERATIONS);
    var ciphertext = Aead.AES_256_GCM.seal(key, nonce, head, plaintext);
    key.destroy();
    Arrays.fill(plaintext, (byte) 0);
    var all = new ByteWriter().raw(head).block(ciphertext).bytes();
    file.write(new ByteWriter().raw(all).raw(Digests.sha256(all)).bytes(), chance(UNIQUE));
  }

  private byte[] chance(int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /**
   * Reads the ring.
   *
   * @throws MaosException {@link ErrorCode#KEYSTORE_UNAVAILABLE} if the file cannot be read, {@link
   *     ErrorCode#KEYSTORE_PERMISSIONS} if others may, {@link ErrorCode#KEYSTORE_CORRUPT} if it is
   *     damaged, {@link ErrorCode#KEYSTORE_WRONG_PASSWORD}
   */
  public KeyRing load(Password password, TimeSource time, Duration maxMessageLifetime) {
    var bytes = file.read();
    try {
      checkWhole(bytes);
      var content = ContentForm.read(open(bytes, password));
      return new KeyRing(time, random, maxMessageLifetime, content);
    } catch (MalformedException e) {
      throw new MaosException(
          ErrorCode.KEYSTORE_CORRUPT, "%s, %d bytes: %s".formatted(file, bytes.length, e.why()));
    }
  }

  private static void checkWhole(byte[] bytes) throws MalformedException {
    if (!Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, Math.min(bytes.length, MAGIC.length))) {
      throw new MalformedException("it does not begin as a keystore");
    }
    int end = bytes.length - HASH_SIZE;
    if (end < HEAD_SIZE) {
      throw new MalformedException("it ends too early");
    }
    var hash = Digests.sha256(Arrays.copyOf(bytes, end));
    if (!MessageDigest.isEqual(hash, Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new MalformedException("its hash at offset %d does not fit".formatted(end));
    }
  }

  private static byte[] open(byte[] bytes, Password password) throws MalformedException {
    var in = new ByteReader(bytes, MAGIC.length, bytes.length - HASH_SIZE);
    int iterations = in.i32();
    if (iterations < ITERATIONS || iterations > MAX_ITERATIONS) {
      throw new MalformedException("%d iterations".formatted(iterations));
    }
    var salt = in.raw(SALT_SIZE);
    var nonce = in.raw(Aead.NONCE_SIZE);
    var head = Arrays.copyOf(bytes, in.position());
    var ciphertext = in.block();
    in.end();
    var key = password.key(salt, iterations);
    try {
      return Aead.AES_256_GCM.open(key, nonce, head, ciphertext);
    } catch (SecurityRejectedException _) {
      throw new MaosException(
          ErrorCode.KEYSTORE_WRONG_PASSWORD, "the password does not open the keystore");
    } finally {
      key.destroy();
    }
  }

  @Override
  public String toString() {
    return "Keystore[" + file + "]";
  }
}

package dev.maos.security.keys;

import dev.maos.base.ErrorCode;
import dev.maos.base.MaosException;
import dev.maos.security.crypto.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The password of a keystore. It does not show, and an empty one is refused with {@link
 * ErrorCode#KEYSTORE_WRONG_PASSWORD}. It comes from a file or the environment, never from a command
 * line, which other users can read.
 */
public final class Password {
  private static final int MAX_FILE = 4096;
  private static final int KEY_BITS = 256;

  private final char[] characters;

  private Password(char[] characters) {
    if (characters.length == 0) {
      throw new MaosException(ErrorCode.KEYSTORE_WRONG_PASSWORD, "the password is empty");
    }
    this.characters = characters;
  }

  /** These characters, which are copied; the caller should overwrite them. */
  public static Password of(char[] characters) {
    return new Password(characters.clone());
  }

  /** The first line of a file. */
  public static Password fromFile(Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        throw new MaosException(
            ErrorCode.KEYSTORE_WRONG_PASSWORD, "the file of the password has more than 4 KiB");
      }
      var text = Files.readString(file, StandardCharsets.UTF_8);
      return new Password(text.lines().findFirst().orElse("").toCharArray());
    } catch (IOException e) {
      throw new MaosException(
          ErrorCode.KEYSTORE_UNAVAILABLE, "cannot read the file of the password " + file, e);
    }
  }

  /** The value of a variable of the environment. */
  public static Password fromEnvironment(String variable) {
    var value = System.getenv(variable);
    return new Password(value == null ? new char[0] : value.toCharArray());
  }

  /** The key that a keystore is encrypted with: PBKDF2 with HMAC-SHA-256. */
  Secret key(byte[] salt, int iterations) {
    var spec = new PBEKeySpec(characters, salt, iterations, KEY_BITS);
    try {
      var factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
      var bytes = factory.generateSecret(spec).getEncoded();
      var key = Secret.of(bytes);
      Arrays.fill(bytes, (byte) 0);
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no PBKDF2 with SHA-256 here", e);
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String toString() {
    return "Password[...]";
  }
}

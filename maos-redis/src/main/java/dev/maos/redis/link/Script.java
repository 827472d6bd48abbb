package dev.maos.redis.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Lua code and the name under which the server knows it once it is loaded.
 *
 * @param source its text
 * @param sha the SHA-1 of the text, in hexadecimal: what EVALSHA takes
 * @param function the function of it to call, if it is a library; empty if it is a script
 */
public record Script(String source, String sha, String function) {
  private static final int NAME_LENGTH = 12;

  /** A script that is run as a whole. */
  public static Script of(String source) {
    return new Script(source, sha1(source), "");
  }

  /**
   * A function of a library. The library's name ends in the beginning of its SHA-1, so that two
   * versions live side by side in one server, and it finds that name in its variable {@code
   * LIBRARY}.
   *
   * @param name the beginning of the library's name
   * @param suffix what the function's name has behind the library's
   */
  public static Script of(String name, String source, String suffix) {
    var sha = sha1(source);
    var library = name + "_" + sha.substring(0, NAME_LENGTH);
    var head = "#!lua name=%s\nlocal LIBRARY = '%s'\n".formatted(library, library);
    return new Script(head + source, sha, library + suffix);
  }

  boolean isFunction() {
    return !function.isEmpty();
  }

  private static String sha1(String source) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(source.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}

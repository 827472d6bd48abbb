package dev.maos.redis.link;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A function of a library in Lua, and what the server has to be told so that it knows it.
 *
 * @param library the name of the library, which ends in the beginning of the text's SHA-1: so two
 *     versions live side by side in one server
 * @param source what FUNCTION LOAD takes: the line that names the library, then its text
 * @param name what FCALL takes
 */
public record LuaFunction(String library, String source, String name) {
  private static final int SHA_LENGTH = 12;

  /**
   * A function of a library, which finds its own name in its variable {@code LIBRARY}.
   *
   * @param name the beginning of the library's name; letters and digits
   * @param text what the library consists of
   * @param suffix what the function's name has behind the library's
   */
  public static LuaFunction of(String name, String text, String suffix) {
    var library = name + "_" + sha1(text).substring(0, SHA_LENGTH);
    var head = "#!lua name=%s\nlocal LIBRARY = '%s'\n".formatted(library, library);
    return new LuaFunction(library, head + text, library + suffix);
  }

  private static String sha1(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}

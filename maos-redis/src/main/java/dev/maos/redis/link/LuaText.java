package dev.maos.redis.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of a library in Lua, which lies in several files beside the class that uses it. */
public final class LuaText {
  private LuaText() {}

  /**
   * The files one behind the other.
   *
   * @param beside a class of the package that they lie in
   * @param files their names without {@code .lua}
   * @throws IllegalStateException if one of them is missing
   */
  public static String of(Class<?> beside, List<String> files) {
    var text = new StringBuilder();
    files.forEach(file -> text.append(read(beside, file)).append('\n'));
    return text.toString();
  }

  private static String read(Class<?> beside, String file) {
    try (InputStream in = beside.getResourceAsStream(file + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("missing in this jar: " + file + ".lua");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

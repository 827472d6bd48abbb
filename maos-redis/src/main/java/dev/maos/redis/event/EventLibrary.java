package dev.maos.redis.event;

import dev.maos.redis.link.LuaFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is done inside the server: a library of functions in Lua, put together from the files beside
 * this class in the order of their numbers.
 */
final class EventLibrary {
  private static final List<String> FILES =
      List.of(
          "01-run",
          "02-entries",
          "03-append",
          "04-reading",
          "05-cursors",
          "06-retention",
          "07-main");

  private final LuaFunction adding;
  private final LuaFunction tending;

  private EventLibrary(String source) {
    this.adding = LuaFunction.of("maosevents", source, "");
    this.tending = LuaFunction.of("maosevents", source, "_tend");
  }

  static EventLibrary load() {
    return patched(UnaryOperator.identity());
  }

  /** The library with its text changed, to see what would happen without one of its rules. */
  static EventLibrary patched(UnaryOperator<String> change) {
    var source = new StringBuilder();
    FILES.forEach(file -> source.append(read(file)).append('\n'));
    return new EventLibrary(change.apply(source.toString()));
  }

  /** For what needs memory: refused when the server is full. */
  LuaFunction adding() {
    return adding;
  }

  /** For all else: works when the server is full. */
  LuaFunction tending() {
    return tending;
  }

  private static String read(String file) {
    try (InputStream in = EventLibrary.class.getResourceAsStream(file + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("missing in this jar: " + file + ".lua");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

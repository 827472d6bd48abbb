package dev.maos.redis.bus;

import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.LuaText;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The delivery state machine as it runs inside the server: a library of functions in Lua, put
 * together from the files beside this class in the order of their numbers.
 */
final class Library {
  private static final List<String> FILES =
      List.of(
          "01-run",
          "02-frames",
          "03-entries",
          "04-queues",
          "05-bells",
          "06-places",
          "07-graves",
          "08-ids",
          "09-topics",
          "10-claims",
          "11-settle",
          "12-publish",
          "13-readers",
          "14-clock",
          "15-asking",
          "16-ears",
          "17-main");

  private final LuaFunction publishing;
  private final LuaFunction settling;

  private Library(String source) {
    this.publishing = LuaFunction.of("maos", source, "");
    this.settling = LuaFunction.of("maos", source, "_settle");
  }

  static Library load() {
    return patched(UnaryOperator.identity());
  }

  /** The library with its text changed, to see what would happen without one of its rules. */
  static Library patched(UnaryOperator<String> change) {
    return new Library(change.apply(LuaText.of(Library.class, FILES)));
  }

  /** For what needs memory: refused when the server is full. */
  LuaFunction publishing() {
    return publishing;
  }

  /** For what makes room: works when the server is full. */
  LuaFunction settling() {
    return settling;
  }
}

package dev.maos.redis.decisions;

import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.LuaText;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The storage of votes as it runs inside the server, put together from the files beside this class.
 *
 * @param writing for what needs memory: refused when the server is full
 * @param settling for what brings a vote to its end, or only looks: works when the server is full
 */
record VoteLibrary(LuaFunction writing, LuaFunction settling) {
  private static final List<String> FILES =
      List.of("01-step", "02-log", "03-casting", "04-ending", "05-main");

  static VoteLibrary load() {
    return patched(UnaryOperator.identity());
  }

  /** The library with its text changed, to see what would happen without one of its rules. */
  static VoteLibrary patched(UnaryOperator<String> change) {
    var text = change.apply(LuaText.of(VoteLibrary.class, FILES));
    return new VoteLibrary(
        LuaFunction.of("maosvotes", text, ""), LuaFunction.of("maosvotes", text, "_settle"));
  }
}

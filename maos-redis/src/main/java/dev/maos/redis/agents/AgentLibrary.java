package dev.maos.redis.agents;

import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.LuaText;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The registry as it runs inside the server, put together from the files beside this class.
 *
 * @param writing for what needs memory: refused when the server is full
 * @param settling for what makes room or needs none: works when the server is full
 */
record AgentLibrary(LuaFunction writing, LuaFunction settling) {
  private static final List<String> FILES =
      List.of("01-step", "02-log", "03-sessions", "04-records", "05-main");

  static AgentLibrary load() {
    return patched(UnaryOperator.identity());
  }

  /** The library with its text changed, to see what would happen without one of its rules. */
  static AgentLibrary patched(UnaryOperator<String> change) {
    var text = change.apply(LuaText.of(AgentLibrary.class, FILES));
    return new AgentLibrary(
        LuaFunction.of("maosagents", text, ""), LuaFunction.of("maosagents", text, "_settle"));
  }
}

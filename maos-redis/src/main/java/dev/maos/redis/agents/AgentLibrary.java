package dev.maos.redis.agents;

import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.LuaText;
import java.util.List;

/** The registry as it runs inside the server, put together from the files beside this class. */
final class AgentLibrary {
  private static final List<String> FILES =
      List.of("01-step", "02-log", "03-sessions", "04-records", "05-main");
  private static final String TEXT = LuaText.of(AgentLibrary.class, FILES);

  /** For what needs memory: refused when the server is full. */
  static final LuaFunction WRITING = LuaFunction.of("maosagents", TEXT, "");

  /** For what makes room or needs none: works when the server is full. */
  static final LuaFunction SETTLING = LuaFunction.of("maosagents", TEXT, "_settle");

  private AgentLibrary() {}
}

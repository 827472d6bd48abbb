package dev.maos.redis.decisions;

import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.LuaText;
import java.util.List;

/** The storage of votes as it runs inside the server, put together from the files beside this. */
final class VoteLibrary {
  private static final List<String> FILES =
      List.of("01-step", "02-log", "03-casting", "04-ending", "05-main");
  private static final String TEXT = LuaText.of(VoteLibrary.class, FILES);

  /** For what needs memory: refused when the server is full. */
  static final LuaFunction WRITING = LuaFunction.of("maosvotes", TEXT, "");

  /** For what brings a vote to its end, or only looks: works when the server is full. */
  static final LuaFunction SETTLING = LuaFunction.of("maosvotes", TEXT, "_settle");

  private VoteLibrary() {}
}

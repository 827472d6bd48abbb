package dev.maos.redis.tables;

import dev.maos.redis.link.LuaFunction;
import dev.maos.redis.link.LuaText;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The shared tables as they run inside the server, put together from the files beside this class.
 *
 * @param charging for accounts, which may wait: refused when the server is full
 * @param telling for what must be known or told all the same: works when the server is full
 */
record TableLibrary(LuaFunction charging, LuaFunction telling) {
  private static final List<String> FILES =
      List.of("01-step", "02-accounts", "03-numbers", "04-notes", "05-main");

  static TableLibrary load() {
    return patched(UnaryOperator.identity());
  }

  /** The library with its text changed, to see what would happen without one of its rules. */
  static TableLibrary patched(UnaryOperator<String> change) {
    var text = change.apply(LuaText.of(TableLibrary.class, FILES));
    return new TableLibrary(
        LuaFunction.of("maostables", text, ""), LuaFunction.of("maostables", text, "_settle"));
  }
}

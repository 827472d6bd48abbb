package dev.maos.redis.faults;

import dev.maos.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** A server that dies, forgets its programs, throws clients out, or is written to by strangers. */
final class ServerTrials {
  private static final Duration A_MOMENT = Duration.ofMillis(200);
  private static final String OURS = "maos:{maos}:";

  // Both in one step, so that nobody can make the key anew in between.
  private static final String PUT_ASIDE =
      """
      if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
      redis.call('RENAME', KEYS[1], KEYS[2])
      redis.call('SET', KEYS[1], 'not yours')
      return 1\
      """;
  private static final String PUT_BACK =
      "redis.call('DEL', KEYS[1]) redis.call('RENAME', KEYS[2], KEYS[1]) return 1";

  private ServerTrials() {}

  static final Trial KILL =
      Trial.of(
          "kill -9 Redis with AOF",
          run -> {
            run.awaitCalls(20 + run.random().nextInt(50));
            run.disturbingAll(() -> {
              server(run).kill();
              run.last(A_MOMENT);
              server(run).restart();
            });
          });

  static final Trial PAUSE =
      Trial.of(
          "SIGSTOP Redis",
          run -> {
            run.awaitCalls(20 + run.random().nextInt(50));
            run.disturbingAll(() -> {
              server(run).pause();
              run.last(Duration.ofMillis(1_500));
              server(run).resume();
            });
          });

  static final Trial FLUSH =
      Trial.of(
          "SCRIPT and FUNCTION FLUSH",
          run -> {
            run.awaitCalls(20 + run.random().nextInt(50));
            run.disturbingAll(() -> {
              var _ = server(run).command("SCRIPT", "FLUSH");
              var _ = server(run).command("FUNCTION", "FLUSH");
            });
          });

  static final Trial CLIENT_KILL =
      Trial.of(
          "CLIENT KILL",
          run -> {
            run.awaitCalls(20 + run.random().nextInt(50));
            run.disturbingAll(() -> {
              var _ = server(run).command("CLIENT", "KILL", "TYPE", "normal");
              var _ = server(run).command("CLIENT", "KILL", "TYPE", "pubsub");
            });
          });

  static final Trial WRONG_TYPE =
      Trial.of(
          "wrong type under our key",
          run -> {
            run.awaitCalls(20 + run.random().nextInt(50));
            run.disturbingAll(() -> {
              var key = putAnyAside(run);
              run.last(A_MOMENT);
              var _ = eval(server(run), PUT_BACK, key);
            });
          });

  static final Trial SHORT_FOREIGN_ENTRY = foreign("short foreign entry", "x");
  static final Trial LONG_FOREIGN_ENTRY =
      foreign("long foreign entry", "somebody else's, and longer than anything of ours is");

  static final List<Trial> ALL =
      List.of(KILL, PAUSE, FLUSH, CLIENT_KILL, WRONG_TYPE, SHORT_FOREIGN_ENTRY, LONG_FOREIGN_ENTRY);

  private static Trial foreign(String name, String text) {
    return Trial.of(
        name,
        run -> {
          run.awaitCalls(20 + run.random().nextInt(50));
          var lane = anyKey(server(run), OURS + "lane:*", run.random());
          var _ = server(run).command("LPUSH", lane, text);
        });
  }

  private static RedisServer server(FaultRun run) {
    return ((SingleStage) run.stage()).server();
  }

  private static long eval(RedisServer server, String script, String key) {
    return server.command("EVAL", script, "2", key, "aside:{maos}").number();
  }

  /** The key is chosen outside of the script, so it may be gone by then; another one will do. */
  private static String putAnyAside(FaultRun run) {
    var key = anyKey(server(run), OURS + "*", run.random());
    while (eval(server(run), PUT_ASIDE, key) == 0) {
      key = anyKey(server(run), OURS + "*", run.random());
    }
    return key;
  }

  /** A key that is there now; keys come and go, so it looks until it finds one. */
  private static String anyKey(RedisServer server, String pattern, RandomGenerator random) {
    for (int i = 0; i < 10_000; i++) {
      var keys = server.command("KEYS", pattern).texts();
      if (!keys.isEmpty()) {
        return keys.get(random.nextInt(keys.size()));
      }
    }
    throw new AssertionError("no key " + pattern);
  }
}

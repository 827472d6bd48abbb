package dev.maos.redis.link;

import dev.maos.base.ErrorCode;
import dev.maos.message.Durability;
import dev.maos.redis.link.LinkException.Effect;
import java.util.Locale;

/** Whether a server may be trusted with messages. */
final class Examination {
  static final int MAJOR = 7;
  static final int MINOR = 0;

  private Examination() {}

  /** Its facts, if it may. */
  static ServerFacts require(RedisUri uri, Connection connection) {
    var facts = new FactsReader(uri, connection).read();
    requireVersion(uri, facts);
    if (!facts.isMaster()) {
      throw refused(
          ErrorCode.REDIS_READONLY,
          uri.place() + " is a replica; give the address of the master, or use redis-sentinel://");
    }
    requireSafety(facts);
    requireDurability(uri, facts);
    requireFunctions(uri, connection);
    return facts;
  }

  // Who may call, but not load, gets by where somebody else has loaded the library.
  private static void requireFunctions(RedisUri uri, Connection connection) {
    var missing = Rights.missingOfFunctions(uri, connection);
    if (missing.contains(Right.CALL)) {
      throw refused(
          ErrorCode.REDIS_NOPERM,
          "the user may not run %s; fix: %s"
              .formatted(Right.names(missing, uri), Remedies.allow(missing, uri)));
    }
  }

  private static void requireVersion(RedisUri uri, ServerFacts facts) {
    if (!facts.isAtLeast(MAJOR, MINOR)) {
      throw refused(
          ErrorCode.REDIS_VERSION,
          "%s runs Redis %s; expected %d.%d or later"
              .formatted(uri.place(), facts.version(), MAJOR, MINOR));
    }
  }

  private static void requireSafety(ServerFacts facts) {
    if (facts.mayEvict()) {
      throw unsafe("maxmemory-policy", facts.evictionPolicy(), "noeviction", Remedies.NO_EVICTION);
    }
  }

  private static void requireDurability(RedisUri uri, ServerFacts facts) {
    var given = facts.durability().level();
    if (given.compareTo(uri.durability()) >= 0) {
      return;
    }
    if (given == Durability.Level.MEMORY) {
      throw unsafe("appendonly", "no", "yes for durability=" + asked(uri), Remedies.APPEND_ONLY);
    }
    // What we may not read is said to be unknown by the examination, and not held against a server.
    if (!facts.configForbidden()) {
      throw unsafe(
          "appendfsync",
          facts.appendFsync(),
          "always for durability=" + asked(uri),
          Remedies.SYNC_ALWAYS);
    }
  }

  private static String asked(RedisUri uri) {
    return uri.durability().name().toLowerCase(Locale.ROOT);
  }

  private static LinkException unsafe(String setting, String found, String wanted, String remedy) {
    return refused(
        ErrorCode.REDIS_UNSAFE_CONFIG,
        "%s is %s; expected %s; fix: %s".formatted(setting, found, wanted, remedy));
  }

  private static LinkException refused(ErrorCode code, String message) {
    return new LinkException(Effect.REFUSED, code, message);
  }
}

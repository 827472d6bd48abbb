package dev.maos.redis.link;

import dev.maos.base.ErrorCode;
import java.util.Collection;
import java.util.stream.Collectors;

/** What to do to make a server safe or reachable. */
final class Remedies {
  static final String NO_EVICTION = "CONFIG SET maxmemory-policy noeviction";
  static final String APPEND_ONLY = "CONFIG SET appendonly yes";
  static final String SYNC_ALWAYS = "CONFIG SET appendfsync always";
  static final String LIMIT = "CONFIG SET maxmemory to less than the machine has";
  static final String MORE_MEMORY = "raise maxmemory, or let readers catch up";
  static final String UPGRADE = "run Redis 7.0 or later";
  static final String MASTER = "give the address of the master, or use redis-sentinel://";
  static final String REPLICAS = "connect more replicas, or lower replicas= in the URI";
  static final String CLOCK = "synchronise the clocks of both machines (NTP)";
  static final String LOAD_LIBRARY = "load the library as an administrator after each upgrade";
  private static final String ALLOW = "ACL SETUSER <user> ";
  static final String ALLOW_CONFIG = ALLOW + "+config|get";

  private Remedies() {}

  static String allow(Collection<Right> missing, RedisUri uri) {
    return missing.stream()
        .map(right -> right.word(uri))
        .collect(Collectors.joining(" ", ALLOW, ""));
  }

  /** What to do about a right that one may get by without. */
  static String spared(Right missing, RedisUri uri) {
    var allow = ALLOW + missing.word(uri);
    return switch (missing) {
      case LOAD -> LOAD_LIBRARY;
      case STREAM -> allow + "; only the history of events needs it";
      case PING -> allow + "; each new connection is tried with it";
      case ROLE -> allow + "; without it a replica is noticed when it refuses to write";
      case WAIT -> allow + "; only replicas= in the URI needs it";
      default -> allow;
    };
  }

  /** What to do about a failure; empty if its message says it all. */
  static String of(ErrorCode code) {
    return switch (code) {
      case REDIS_UNREACHABLE -> "start the server, or correct host, port and scheme in the URI";
      case REDIS_AUTH -> "correct user and password in the URI";
      case REDIS_NOPERM -> "give the user the right that is named: ACL SETUSER <user> ...";
      case INVALID_REDIS_URL -> "correct the URI";
      default -> "";
    };
  }
}

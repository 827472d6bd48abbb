package dev.maos.redis.link;

import dev.maos.base.ErrorCode;
import java.util.List;

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
  static final String ALLOW_CONFIG = "ACL SETUSER <user> +config|get";

  private Remedies() {}

  static String allow(List<String> commands) {
    return "ACL SETUSER <user> +" + String.join(" +", commands);
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

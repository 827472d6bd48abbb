package dev.maos.redis.link;

import dev.maos.message.Durability;

/**
 * What a server says of itself.
 *
 * @param version as {@code 7.0.15}
 * @param role {@code master} or {@code slave}
 * @param runId names this run of the server process
 * @param replicationId names the line of data; it changes when another server takes over
 * @param connectedReplicas how many replicas it sees
 * @param maxMemory in bytes; 0 for no limit
 * @param usedMemory in bytes
 * @param evictionPolicy the setting {@code maxmemory-policy}
 * @param appendOnly whether it writes an append-only file
 * @param appendFsync how often it syncs that file: always, everysec or no; empty if unknown
 * @param configForbidden whether we may not read its settings, so that some things are unknown
 */
public record ServerFacts(
    String version,
    String role,
    String runId,
    String replicationId,
    int connectedReplicas,
    long maxMemory,
    long usedMemory,
    String evictionPolicy,
    boolean appendOnly,
    String appendFsync,
    boolean configForbidden) {

  /** Whether it is the one that takes writes. */
  public boolean isMaster() {
    return role.equals("master");
  }

  /**
   * What it gives on its own: DISK if it syncs each write, PROCESS if it writes a file at all,
   * otherwise MEMORY.
   */
  public Durability durability() {
    if (!appendOnly) {
      return Durability.of(Durability.Level.MEMORY);
    }
    return Durability.of(syncsEachWrite() ? Durability.Level.DISK : Durability.Level.PROCESS);
  }

  /** Whether a write is on disk before it is answered. */
  public boolean syncsEachWrite() {
    return appendOnly && appendFsync.equals("always");
  }

  /** Whether its memory can run full and it would then throw away what we stored. */
  public boolean mayEvict() {
    return maxMemory > 0 && !evictionPolicy.equals("noeviction");
  }

  /** Whether it is at least of this version. */
  public boolean isAtLeast(int major, int minor) {
    var parts = version.split("\\.", 3);
    try {
      int ours = Integer.parseInt(parts[0]);
      return ours > major
          || (ours == major && parts.length > 1 && Integer.parseInt(parts[1]) >= minor);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}

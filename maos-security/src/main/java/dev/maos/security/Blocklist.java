package dev.maos.security;

import dev.maos.base.AgentId;
import dev.maos.base.ErrorCode;
import dev.maos.base.InvalidInputException;
import dev.maos.base.MaosException;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is trusted, who is blocked and why. Blocked beats trusted, and names that differ only by case
 * are one. At most 10,000 of each; more are refused. Thread-safe.
 *
 * <p>Whoever asks never waits for a disk: what is asked is a value that is exchanged as a whole.
 */
final class Blocklist {
  private static final int MAX = 10_000;

  private final AgentListFile file;
  private final int most;
  private volatile AgentList list;

  /** What this file holds, and every change goes there. */
  Blocklist(AgentListFile file) {
    this(file, MAX);
  }

  Blocklist(AgentListFile file, int most) {
    this.file = file;
    this.most = most;
    this.list = file.read();
  }

  synchronized void trust(AgentId agent) {
    requireRoom(list.trusted().contains(one(agent)), list.trusted().size());
    replace(list.trusting(one(agent)));
  }

  synchronized void distrust(AgentId agent) {
    replace(list.distrusting(one(agent)));
  }

  /** It counts from now on, even if the file cannot be written, which is then told. */
  synchronized void block(AgentId agent, String reason) {
    requireRoom(list.blocked().containsKey(one(agent)), list.blocked().size());
    list = list.blocking(one(agent), InvalidInputException.escape(reason));
    file.write(list);
  }

  synchronized void unblock(AgentId agent) {
    replace(list.unblocking(one(agent)));
  }

  // What gives an agent more than it had counts only once it is on disk.
  private void replace(AgentList other) {
    file.write(other);
    list = other;
  }

  private void requireRoom(boolean isListed, int size) {
    if (!isListed && size >= most) {
      throw new MaosException(
          ErrorCode.TOO_LARGE, "%d agents are listed, the most".formatted(most));
    }
  }

  boolean isTrusted(AgentId agent) {
    var now = list;
    var name = one(agent);
    return now.trusted().contains(name) && !now.blocked().containsKey(name);
  }

  Optional<String> reasonFor(AgentId agent) {
    var now = list;
    return now.blocked().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(now.blocked().get(one(agent)));
  }

  int blockedCount() {
    return list.blocked().size();
  }

  int trustedCount() {
    return list.trusted().size();
  }

  private static String one(AgentId agent) {
    return agent.value().toLowerCase(Locale.ROOT);
  }
}

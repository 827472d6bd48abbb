package dev.maos.security;

import dev.maos.security.crypto.Rejection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What security has done since it was made. Immutable.
 *
 * @param messagesEncrypted sealed for others
 * @param messagesDecrypted checked and opened
 * @param messagesPlain taken without any protection, which the policy must allow
 * @param sessionsOpened keys sent to others for the messages of an hour
 * @param accessDenied how often an agent of this process wanted to do what it may not
 * @param rateLimited how often one wanted to send more than it may
 * @param tokensAccepted tokens that showed who is there
 * @param tokensRefused tokens that did not
 * @param auditLost entries that could not be written to the audit log
 * @param numbers what the numbers of the messages tell
 * @param noticesRefused what others said in the shared tables and was not believed
 * @param tablesFailed how often the shared tables did not answer
 * @param eventsRefused how often an event was read and not believed
 * @param ballotsRefused which were read and not believed
 * @param rejected how many messages were refused, for each reason
 */
public record SecurityMetrics(
    long messagesEncrypted,
    long messagesDecrypted,
    long messagesPlain,
    long sessionsOpened,
    long accessDenied,
    long rateLimited,
    long tokensAccepted,
    long tokensRefused,
    long auditLost,
    Numbers numbers,
    long noticesRefused,
    long tablesFailed,
    long eventsRefused,
    long ballotsRefused,
    Map<Rejection, Long> rejected) {

  /**
   * What the numbers that senders give their messages tell of their way here.
   *
   * @param outOfOrder came behind a later one of the same sender, topic and priority
   * @param missing have not come, though a later one of the same sender has; another process may
   *     have got them, or they wait for their time
   * @param handledTwice were handled by several processes, of which none knew of the other yet
   * @param untold were handled, and the other processes could not be told for want of room
   */
  public record Numbers(long outOfOrder, long missing, long handledTwice, long untold) {}

  /** Copies the map. */
  public SecurityMetrics {
    var copy = new EnumMap<Rejection, Long>(Rejection.class);
    copy.putAll(rejected);
    rejected = Collections.unmodifiableMap(copy);
  }

  /** How many were refused, for whatever reason. */
  public long messagesRejected() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }
}

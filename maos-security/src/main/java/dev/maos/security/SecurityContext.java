package dev.maos.security;

import dev.maos.base.IdSource;
import dev.maos.base.TimeSource;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import dev.maos.message.Address;
import dev.maos.message.Message;
import dev.maos.security.SecurityPolicy.Demand;
import dev.maos.security.envelope.Enveloping;
import dev.maos.security.keys.KeyRing;
import dev.maos.security.tokens.Revocations;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * What the parts of one security share.
 *
 * @param deployment the agents that understand one another
 * @param processSession random, new with each start
 */
record SecurityContext(
    SecurityPolicy policy,
    UUID deployment,
    UUID processSession,
    KeyRing keys,
    Blocklist agents,
    Access access,
    Limiter limiter,
    Audit audit,
    Revocations revocations,
    Enveloping enveloping,
    TimeSource time,
    IdSource ids,
    SecureRandom random,
    SecurityCounters counters,
    Sharing sharing) {

  private static final Topic RESULTS = Topic.reserved("votes.results");
  private static final Topic PROBES = Topic.reserved("probes");
  private static final TopicPattern REPLIES = TopicPattern.of("_maos.replies.*");

  /** Whether any agent whose keys are trusted may sign it, and it need not be hidden. */
  boolean isOfTheLayer(Message message) {
    return isAnnouncement(message) || isBetweenProcesses(message);
  }

  /**
   * Whether many are told how a vote ended, by whichever process sees it first. Nothing else is
   * told in another's name: what is for one agent, as a reply, is believed from its sender alone.
   */
  boolean isAnnouncement(Message message) {
    return message.topic().equals(RESULTS) && !(message.recipient() instanceof Address.ToAgent);
  }

  /**
   * Whether two processes talk of their own affairs, as when one asks another which agents it
   * hosts. Neither end is an agent that has keys, so nothing can be said in the name of one.
   */
  boolean isBetweenProcesses(Message message) {
    return policy.authentication() == Demand.REQUIRED
        && (message.topic().equals(PROBES) || REPLIES.matches(message.topic()))
        && message.recipient() instanceof Address.ToAgent(var recipient)
        && !keys.knows(recipient)
        && !keys.knows(message.sender());
  }
}

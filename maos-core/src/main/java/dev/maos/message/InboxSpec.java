package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.Topic;
import dev.maos.base.TopicPattern;
import java.time.Duration;
import java.util.Optional;

/**
 * What an {@link Inbox} reads. It has two sources: what is addressed directly (to the agent, or to
 * the group it is in) on a topic that the pattern matches, and the durable subscription of that
 * agent or group to the pattern.
 *
 * @param agent who reads
 * @param pattern the topics
 * @param filter which messages of these topics
 * @param group the group that the agent is a member of for this purpose; its members compete
 * @param start where the subscription starts if it is new
 * @param lease how long a claim is held before it is given to somebody else
 * @param lanes how the four lanes are served
 * @param whenFull what happens to the durable subscription at its bound
 * @param whenBufferFull what happens to at-most-once messages at the bound
 * @param sources whether it reads both
 */
public record InboxSpec(
    AgentId agent,
    TopicPattern pattern,
    MessageFilter filter,
    Optional<GroupName> group,
    StartAt start,
    Duration lease,
    LaneOrder lanes,
    WhenFull whenFull,
    WhenBufferFull whenBufferFull,
    Sources sources) {

  /** Reads both sources. */
  public InboxSpec(
      AgentId agent,
      TopicPattern pattern,
      MessageFilter filter,
      Optional<GroupName> group,
      StartAt start,
      Duration lease,
      LaneOrder lanes,
      WhenFull whenFull,
      WhenBufferFull whenBufferFull) {
    this(
        agent, pattern, filter, group, start, lease, lanes, whenFull, whenBufferFull, Sources.BOTH);
  }

  /** What an inbox reads from. */
  public enum Sources {
    /** What is addressed directly, and what its subscription collects. */
    BOTH,
    /**
     * Only what is addressed directly, on behalf of somebody who is gone. There is no subscription,
     * and nothing is left of it. Other readers of the inbox whose process is not heard of any more
     * are dismissed, so that what waits for them alone is found.
     */
    DIRECT
  }

  /** How the lanes of the four priorities are served. */
  public enum LaneOrder {
    /** In rounds of 8:4:2:1, each lane at least once a round: nothing starves. */
    WEIGHTED,
    /** Always the most urgent first: low lanes wait as long as there is anything above them. */
    STRICT
  }

  /** What a durable subscription does with a message that does not fit any more. */
  public enum WhenFull {
    /** The oldest unread message is skipped, counted as missed, and health says so. */
    LAGGING,
    /** The oldest unread message goes to the subscription's dead letters. */
    DEAD_LETTER
  }

  /** What becomes of at-most-once messages to a topic when the subscriber's buffer is full. */
  public enum WhenBufferFull {
    /** The oldest unread one is dropped and counted. */
    DROP_OLDEST,
    /** The new one is dropped and counted. */
    DROP_NEWEST
  }

  private static final TopicPattern NOTHING = TopicPattern.exactly(Topic.reserved("nothing"));

  /** The same, read from these sources. */
  public InboxSpec from(Sources chosen) {
    return new InboxSpec(
        agent, pattern, filter, group, start, lease, lanes, whenFull, whenBufferFull, chosen);
  }

  /** The queue of what is addressed directly. */
  public QueueName direct() {
    return group.map(QueueName::group).orElseGet(() -> QueueName.inbox(agent));
  }

  /** The durable subscription. */
  public QueueName subscription() {
    return group
        .map(name -> QueueName.subscription(name, subscribed()))
        .orElseGet(() -> QueueName.subscription(agent, subscribed()));
  }

  /** The topics that are subscribed to: a topic of nobody where only the inbox is read. */
  public TopicPattern subscribed() {
    return sources == Sources.BOTH ? pattern : NOTHING;
  }

  /** The lease in microseconds, the unit of envelopes' times. */
  public long leaseMicros() {
    return lease.toNanos() / 1_000;
  }

  /** Whether a message of {@code topic} is for this inbox. */
  public boolean wants(Topic topic, Message message) {
    return pattern.matches(topic) && filter.accepts(message);
  }
}

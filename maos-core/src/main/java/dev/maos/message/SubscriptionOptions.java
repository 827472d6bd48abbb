package dev.maos.message;

import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.message.InboxSpec.LaneOrder;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.resilience.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * How one subscription reads and handles messages.
 *
 * @param filter which messages of the pattern's topics
 * @param group the group whose work is shared, if any
 * @param start where a new subscription to topics starts
 * @param concurrency handlers that may run at once here, 1 to 1,000; more than one gives up the
 *     order
 * @param acknowledgement who settles a delivery
 * @param maxUnsettled in manual mode, deliveries handed out and not settled yet, 1 to 10,000; at
 *     the bound no more are taken
 * @param lease how long a handler may take before its message is given to somebody else, 100 ms to
 *     1 day
 * @param maxDeliveries how often a message is tried before it is buried, 1 to 1,000
 * @param retry how long a failed message waits; the number of tries is maxDeliveries
 * @param lanes how priorities are served
 * @param whenFull what a topic subscription does at its bound
 * @param whenBufferFull what becomes of at-most-once messages at the bound
 */
public record SubscriptionOptions(
    MessageFilter filter,
    Optional<GroupName> group,
    StartAt start,
    int concurrency,
    Acknowledgement acknowledgement,
    int maxUnsettled,
    Duration lease,
    int maxDeliveries,
    RetryPolicy retry,
    LaneOrder lanes,
    WhenFull whenFull,
    WhenBufferFull whenBufferFull) {

  private static final SubscriptionOptions DEFAULTS =
      new SubscriptionOptions(
          MessageFilter.ANY,
          Optional.empty(),
          StartAt.LATEST,
          1,
          Acknowledgement.AUTOMATIC,
          256,
          Duration.ofSeconds(30),
          5,
          RetryPolicy.defaults(),
          LaneOrder.WEIGHTED,
          WhenFull.LAGGING,
          WhenBufferFull.DROP_OLDEST);

  public SubscriptionOptions {
    Setting.between("concurrency", concurrency, 1, 1_000);
    Setting.between("maxUnsettled", maxUnsettled, 1, 10_000);
    Setting.between("lease", lease, Duration.ofMillis(100), Duration.ofDays(1));
    Setting.between("maxDeliveries", maxDeliveries, 1, 1_000);
  }

  public static SubscriptionOptions defaults() {
    return DEFAULTS;
  }

  public SubscriptionOptions filter(MessageFilter filter) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions group(Optional<GroupName> group) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions start(StartAt start) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions concurrency(int concurrency) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions acknowledgement(Acknowledgement acknowledgement) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions maxUnsettled(int maxUnsettled) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions lease(Duration lease) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions maxDeliveries(int maxDeliveries) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions retry(RetryPolicy retry) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions lanes(LaneOrder lanes) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions whenFull(WhenFull whenFull) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  public SubscriptionOptions whenBufferFull(WhenBufferFull whenBufferFull) {
    return new SubscriptionOptions(
        filter,
        group,
        start,
        concurrency,
        acknowledgement,
        maxUnsettled,
        lease,
        maxDeliveries,
        retry,
        lanes,
        whenFull,
        whenBufferFull);
  }

  /** As a member of a group: each message goes to one of its members. */
  public SubscriptionOptions inGroup(String name) {
    return group(Optional.of(GroupName.of(name)));
  }

  /** With {@link Acknowledgement#MANUAL}. */
  public SubscriptionOptions manual() {
    return acknowledgement(Acknowledgement.MANUAL);
  }

  InboxSpec spec(AgentId agent, TopicPattern pattern) {
    return new InboxSpec(
        agent, pattern, filter, group, start, lease, lanes, whenFull, whenBufferFull);
  }

  /** Who settles a delivery. */
  public enum Acknowledgement {
    /** The bus: when the handler returns it is acknowledged, when it throws it is released. */
    AUTOMATIC,
    /** The handler, by the methods of {@link Delivery}, now or later and from any thread. */
    MANUAL
  }
}

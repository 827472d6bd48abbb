package dev.maos.testkit;

import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;
import dev.maos.message.GroupName;
import dev.maos.message.InboxSpec;
import dev.maos.message.InboxSpec.LaneOrder;
import dev.maos.message.InboxSpec.WhenBufferFull;
import dev.maos.message.InboxSpec.WhenFull;
import dev.maos.message.MessageFilter;
import dev.maos.message.StartAt;
import java.time.Duration;
import java.util.Optional;

/** An {@link InboxSpec} in words: {@code Reading.of("jobs").by(BOB).inGroup("g").spec()}. */
record Reading(InboxSpec spec) {
  static final Duration LEASE = Duration.ofSeconds(2);

  static Reading of(String pattern) {
    return new Reading(
        new InboxSpec(
            Scene.BOB,
            TopicPattern.of(pattern),
            MessageFilter.ANY,
            Optional.empty(),
            StartAt.LATEST,
            LEASE,
            LaneOrder.WEIGHTED,
            WhenFull.LAGGING,
            WhenBufferFull.DROP_OLDEST));
  }

  Reading by(AgentId agent) {
    return with(agent, spec.filter(), spec.group(), spec.start());
  }

  Reading only(MessageFilter filter) {
    return with(spec.agent(), filter, spec.group(), spec.start());
  }

  Reading inGroup(String group) {
    return with(spec.agent(), spec.filter(), Optional.of(GroupName.of(group)), spec.start());
  }

  Reading from(StartAt start) {
    return with(spec.agent(), spec.filter(), spec.group(), start);
  }

  Reading strictly() {
    return with(LaneOrder.STRICT, spec.whenFull(), spec.whenBufferFull());
  }

  Reading whenFull(WhenFull whenFull) {
    return with(spec.lanes(), whenFull, spec.whenBufferFull());
  }

  Reading whenBufferFull(WhenBufferFull whenBufferFull) {
    return with(spec.lanes(), spec.whenFull(), whenBufferFull);
  }

  /** Only what is addressed to the agent, without a subscription. */
  Reading directly() {
    return new Reading(spec.from(InboxSpec.Sources.DIRECT));
  }

  private Reading with(
      AgentId agent, MessageFilter filter, Optional<GroupName> group, StartAt start) {
    return new Reading(
        new InboxSpec(
            agent,
            spec.pattern(),
            filter,
            group,
            start,
            spec.lease(),
            spec.lanes(),
            spec.whenFull(),
            spec.whenBufferFull()));
  }

  private Reading with(LaneOrder lanes, WhenFull whenFull, WhenBufferFull whenBufferFull) {
    return new Reading(
        new InboxSpec(
            spec.agent(),
            spec.pattern(),
            spec.filter(),
            spec.group(),
            spec.start(),
            spec.lease(),
            lanes,
            whenFull,
            whenBufferFull));
  }
}

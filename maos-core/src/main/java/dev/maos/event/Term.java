package dev.maos.event;

import dev.maos.base.AgentId;
import dev.maos.base.TopicPattern;

/** Something that an event has or has not, and by which filters can be found. */
sealed interface Term {
  record OfType(EventType type) implements Term {}

  record FromSource(AgentId source) implements Term {}

  record HasTag(String tag) implements Term {}

  record OnTopic(TopicPattern pattern) implements Term {}
}

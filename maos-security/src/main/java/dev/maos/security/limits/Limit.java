package dev.maos.security.limits;

import dev.maos.base.TopicPattern;

/** One bound on what is sent. */
public sealed interface Limit {
  /** How much. */
  Rate rate();

  /** So many messages of each agent. */
  record OfAgent(Rate rate) implements Limit {}

  /** So many bytes of content of each agent. */
  record OfBytes(Rate rate) implements Limit {}

  /** So many messages of each agent on the topics of a pattern together. */
  record OfTopics(TopicPattern topics, Rate rate) implements Limit {}

  /** So many messages of all agents together. */
  record OfAll(Rate rate) implements Limit {}
}
